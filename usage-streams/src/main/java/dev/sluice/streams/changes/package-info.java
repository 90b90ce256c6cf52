/// Tells who waits for it that the history of a user has changed: in memory, by partition, lost with the
/// process. A mark from another life is answered with "changed".
@NullMarked
package dev.sluice.streams.changes;

import org.jspecify.annotations.NullMarked;
