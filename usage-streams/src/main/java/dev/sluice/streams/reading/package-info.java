/// Looks at topics from outside: partitions read from their beginning to an end fixed beforehand, committed
/// records only. Nothing is written and no group is joined.
@NullMarked
package dev.sluice.streams.reading;

import org.jspecify.annotations.NullMarked;
