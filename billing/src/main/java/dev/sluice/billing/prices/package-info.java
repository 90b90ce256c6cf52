/// The price book: the shipped version is published once and never changed; what is published is what
/// users see.
@NullMarked
package dev.sluice.billing.prices;

import org.jspecify.annotations.NullMarked;
