/// Tests of the words of `usage-streams.jar`.
@NullMarked
package dev.sluice.streams.command;

import org.jspecify.annotations.NullMarked;
