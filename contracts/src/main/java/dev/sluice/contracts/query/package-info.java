/// Questions that usage-streams answers over internal HTTP, and the shapes of its answers.
@NullMarked
package dev.sluice.contracts.query;

import org.jspecify.annotations.NullMarked;
