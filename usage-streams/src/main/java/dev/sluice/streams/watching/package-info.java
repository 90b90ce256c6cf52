/// The live verifier: looks all the time at what the decider and the writer of Redis have left, checks the invariants
/// of metering §6 as far as a running platform can decide them, and exports what it finds. Start reading at
/// `LiveVerifier`; nothing here is written back.
@NullMarked
package dev.sluice.streams.watching;

import org.jspecify.annotations.NullMarked;
