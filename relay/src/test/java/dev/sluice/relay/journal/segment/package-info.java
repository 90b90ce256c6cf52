/// What a journal takes, and that Kafka takes all of it.
@NullMarked
package dev.sluice.relay.journal.segment;

import org.jspecify.annotations.NullMarked;
