/// The harness measured by itself: what it takes for a valid figure.
@NullMarked
package dev.sluice.bench.profiles;

import org.jspecify.annotations.NullMarked;
