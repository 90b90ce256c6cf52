/// What operators change: plans of users.
@NullMarked
package dev.sluice.api.administration;

import org.jspecify.annotations.NullMarked;
