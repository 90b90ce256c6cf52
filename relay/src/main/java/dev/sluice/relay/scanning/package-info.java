/// Reads bytes without building trees: a JSON cursor and a splitter of server-sent events. Knows no provider.
@NullMarked
package dev.sluice.relay.scanning;

import org.jspecify.annotations.NullMarked;
