/// Brings a journal to Kafka: order per partition, nothing skipped, nothing lost (metering §2.4).
@NullMarked
package dev.sluice.relay.journal.forwarding;

import org.jspecify.annotations.NullMarked;
