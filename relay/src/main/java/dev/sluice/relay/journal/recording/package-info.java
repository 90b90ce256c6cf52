/// The journal as requests use it: ties an admission to its record, writes marks, renews what must not lapse,
/// and ends journals properly (metering §2–3).
@NullMarked
package dev.sluice.relay.journal.recording;

import org.jspecify.annotations.NullMarked;
