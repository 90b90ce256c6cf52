/// The pure rules of journals, one fact each.
@NullMarked
package dev.sluice.contracts.journal;

import org.jspecify.annotations.NullMarked;
