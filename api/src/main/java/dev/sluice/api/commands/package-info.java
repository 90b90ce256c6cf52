/// The write side of identity as the rest of the application sees it: append a command, wait for the
/// decider's answer and until it can be read.
@NullMarked
package dev.sluice.api.commands;

import org.jspecify.annotations.NullMarked;
