/// Who asks: a key that may be used, or why not.
@NullMarked
package dev.sluice.relay.exchange.caller;

import org.jspecify.annotations.NullMarked;
