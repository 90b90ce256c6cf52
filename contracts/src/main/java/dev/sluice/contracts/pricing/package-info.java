/// What a token costs: immutable versions of the price book, and where a model's price is found in one. The
/// arithmetic that turns usage into a charge is in `rating`.
@NullMarked
package dev.sluice.contracts.pricing;

import org.jspecify.annotations.NullMarked;
