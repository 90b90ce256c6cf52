/// Rules of journals, pure: dense sequence numbers, marks that wait for them, watermarks and what a relay may
/// claim in a mark (metering §2–3). Files, Kafka and Redis stay in the applications.
@NullMarked
package dev.sluice.contracts.journal;

import org.jspecify.annotations.NullMarked;
