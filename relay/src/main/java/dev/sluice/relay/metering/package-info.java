/// What a request may cost and what it did cost, in tokens: estimates before the provider is called, the
/// charge after. Watches answers pass and never changes them.
@NullMarked
package dev.sluice.relay.metering;

import org.jspecify.annotations.NullMarked;
