/// The harness measured by itself: generator and provider without anyone in between.
@NullMarked
package dev.sluice.bench.load;

import org.jspecify.annotations.NullMarked;
