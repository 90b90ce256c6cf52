/// The harness measured by itself: what is read from the system.
@NullMarked
package dev.sluice.bench.measuring;

import org.jspecify.annotations.NullMarked;
