/// The way to and from Kafka: an append that is acknowledged, loops that outlive an outage, topics read from
/// their beginning.
@NullMarked
package dev.sluice.billing.log;

import org.jspecify.annotations.NullMarked;
