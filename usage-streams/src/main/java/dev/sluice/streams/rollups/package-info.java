/// Totals per minute, quarter of an hour and day for a user, and for each key, model and service of a user.
/// Absolute, versioned by the offset they include.
@NullMarked
package dev.sluice.streams.rollups;

import org.jspecify.annotations.NullMarked;
