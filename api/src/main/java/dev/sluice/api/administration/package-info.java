/// What administrators do about users: find them, suspend and resume them, put them on plans.
@NullMarked
package dev.sluice.api.administration;

import org.jspecify.annotations.NullMarked;
