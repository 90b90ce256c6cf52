/// What the plans of the installation mean to those who are on them.
@NullMarked
package dev.sluice.api.plans;

import org.jspecify.annotations.NullMarked;
