/// What the command line says about journals, and with which exit code.
@NullMarked
package dev.sluice.relay.journal.command;

import org.jspecify.annotations.NullMarked;
