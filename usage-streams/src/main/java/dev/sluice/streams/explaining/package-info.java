/// `explain` and `balance`: what the topics say about one request, and about one account at a past instant, in a
/// form that a person reads.
@NullMarked
package dev.sluice.streams.explaining;

import org.jspecify.annotations.NullMarked;
