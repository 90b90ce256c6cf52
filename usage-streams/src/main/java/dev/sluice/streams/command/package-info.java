/// What `usage-streams.jar` does when it is given a word instead of being started: it looks at a running
/// platform, or carries a person's verdict on a dead letter into its log.
@NullMarked
package dev.sluice.streams.command;

import org.jspecify.annotations.NullMarked;
