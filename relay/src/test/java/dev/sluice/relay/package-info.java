/// The application as a whole.
@NullMarked
package dev.sluice.relay;

import org.jspecify.annotations.NullMarked;
