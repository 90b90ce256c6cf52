/// Who may ask.
@NullMarked
package dev.sluice.relay.exchange;

import org.jspecify.annotations.NullMarked;
