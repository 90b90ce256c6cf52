/// Secrets that tests may know.
@NullMarked
package dev.sluice.api.sealing;

import org.jspecify.annotations.NullMarked;
