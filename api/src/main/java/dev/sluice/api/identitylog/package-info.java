/// Runs the identity decider on the log: commands in, exactly once, events, views and answers out.
@NullMarked
package dev.sluice.api.identitylog;

import org.jspecify.annotations.NullMarked;
