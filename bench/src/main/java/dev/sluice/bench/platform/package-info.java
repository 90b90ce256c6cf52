/// What the relay needs around it: Kafka, Redis, usage-streams, accounts with credit.
@NullMarked
package dev.sluice.bench.platform;

import org.jspecify.annotations.NullMarked;
