/// Journals on their way to a real Kafka: killed writers, a broker that is away, records it refuses.
@NullMarked
package dev.sluice.relay.journal.forwarding;

import org.jspecify.annotations.NullMarked;
