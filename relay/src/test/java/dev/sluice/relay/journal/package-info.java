/// Journals on a real disk: what survives, what is cut, what is refused.
@NullMarked
package dev.sluice.relay.journal;

import org.jspecify.annotations.NullMarked;
