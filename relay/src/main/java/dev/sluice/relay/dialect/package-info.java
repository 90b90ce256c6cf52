/// How each provider's wire API says what a request wants and what an answer used. Reads, never changes;
/// the one allowed edit is described here and made elsewhere. Knows bytes, no network.
@NullMarked
package dev.sluice.relay.dialect;

import org.jspecify.annotations.NullMarked;
