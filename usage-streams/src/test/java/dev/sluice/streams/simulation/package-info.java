/// The metering protocol as a seeded simulation (metering §6): one thread, virtual time, faults of every
/// kind, and an auditor who recomputes from what was truly served. The decider, the rules of journals and the
/// twin of the Lua scripts are the production ones; relays, Kafka, Redis and the materialiser around them are
/// drawn here.
@NullMarked
package dev.sluice.streams.simulation;

import org.jspecify.annotations.NullMarked;
