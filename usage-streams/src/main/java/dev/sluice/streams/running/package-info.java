/// How the parts of this process live: they start once Kafka is there with the right topics, say what they
/// wait for, and come back by themselves.
@NullMarked
package dev.sluice.streams.running;

import org.jspecify.annotations.NullMarked;
