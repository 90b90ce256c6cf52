/// The folder of the journals: who holds it, what lies in it, and empty files made ready for the next segment.
@NullMarked
package dev.sluice.relay.journal.folder;

import org.jspecify.annotations.NullMarked;
