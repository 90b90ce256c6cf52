/// Passes one request to a provider and its answer back, byte for byte. Both legs run on the event loop of
/// the client's connection; nothing here blocks, and nothing is kept that was passed on.
@NullMarked
package dev.sluice.relay.forwarding;

import org.jspecify.annotations.NullMarked;
