/// The decider alone: no Kafka, no clock.
@NullMarked
package dev.sluice.api.identity;

import org.jspecify.annotations.NullMarked;
