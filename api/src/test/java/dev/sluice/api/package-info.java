/// Journeys through the whole application with real Kafka, Redis and SMTP.
@NullMarked
package dev.sluice.api;

import org.jspecify.annotations.NullMarked;
