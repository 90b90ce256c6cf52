/// What the admission scripts cost Redis, call by call. Figures are in `bench/RESULTS.md`.
@NullMarked
package dev.sluice.bench.scripts;

import org.jspecify.annotations.NullMarked;
