/// The small door to a real Kafka and a real Redis: containers where a Docker engine answers, servers of this
/// machine where none does. The quickstart starts the same two servers, so what a person runs is what the
/// tests test.
@NullMarked
package dev.sluice.contracts.testing;

import org.jspecify.annotations.NullMarked;
