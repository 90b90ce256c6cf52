/// What a key demands of those who use it.
@NullMarked
package dev.sluice.relay.exchange.caller;

import org.jspecify.annotations.NullMarked;
