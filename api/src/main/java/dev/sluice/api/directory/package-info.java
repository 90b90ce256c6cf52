/// The read side of identity: every instance holds the compacted views in memory and answers reads from
/// there; a write is readable everywhere before its answer is trusted.
@NullMarked
package dev.sluice.api.directory;

import org.jspecify.annotations.NullMarked;
