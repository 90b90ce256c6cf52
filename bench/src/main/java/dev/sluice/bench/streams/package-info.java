/// What usage-streams costs: the built jar beside a real Kafka and Redis, fed as a relay feeds it.
@NullMarked
package dev.sluice.bench.streams;

import org.jspecify.annotations.NullMarked;
