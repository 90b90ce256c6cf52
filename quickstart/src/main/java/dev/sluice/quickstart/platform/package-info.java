/// The whole platform on one machine: Kafka, Redis and the four services as child processes under a
/// supervisor that restarts what dies, the mailbox and the stub provider in its own process.
@NullMarked
package dev.sluice.quickstart.platform;

import org.jspecify.annotations.NullMarked;
