/// Who is told of a change, and when.
@NullMarked
package dev.sluice.streams.changes;

import org.jspecify.annotations.NullMarked;
