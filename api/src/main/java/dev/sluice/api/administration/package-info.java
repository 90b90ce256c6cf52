/// What administrators do about users, their keys and their credit.
@NullMarked
package dev.sluice.api.administration;

import org.jspecify.annotations.NullMarked;
