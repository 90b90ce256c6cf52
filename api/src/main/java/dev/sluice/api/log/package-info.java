/// The connection to Kafka: settings of every client, and the topics that must be there first.
@NullMarked
package dev.sluice.api.log;

import org.jspecify.annotations.NullMarked;
