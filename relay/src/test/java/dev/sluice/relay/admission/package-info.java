/// Admission with a real Redis and a real Kafka, without the listener.
@NullMarked
package dev.sluice.relay.admission;

import org.jspecify.annotations.NullMarked;
