/// What `usage-streams.jar` does when it is given a word instead of being started: it looks at a running
/// platform and changes nothing.
@NullMarked
package dev.sluice.streams.command;

import org.jspecify.annotations.NullMarked;
