/// Rating: usage × price book → charge. Pure, exact, one rounding per request; a hot path of the decider, so
/// it allocates little more than its result.
@NullMarked
package dev.sluice.contracts.pricing.rating;

import org.jspecify.annotations.NullMarked;
