/// Tokens and keys alone.
@NullMarked
package dev.sluice.api.sessions;

import org.jspecify.annotations.NullMarked;
