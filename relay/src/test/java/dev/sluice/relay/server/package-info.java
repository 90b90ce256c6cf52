/// The real listener with real sockets on both sides, against a scripted provider; only journal, admission
/// and keys are in memory.
@NullMarked
package dev.sluice.relay.server;

import org.jspecify.annotations.NullMarked;
