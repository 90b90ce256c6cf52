/// Admission in Redis (metering §3): key names, the Lua scripts, what they are asked and what they answer.
/// Pure: encoders and parsers, no Redis client. `Reservations` is the port; the scripts and the in-memory
/// twin of the tests obey the same contract test.
@NullMarked
package dev.sluice.contracts.admission;

import org.jspecify.annotations.NullMarked;
