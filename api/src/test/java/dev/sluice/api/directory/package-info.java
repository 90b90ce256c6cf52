/// What an instance remembers of the log, and for how long.
@NullMarked
package dev.sluice.api.directory;

import org.jspecify.annotations.NullMarked;
