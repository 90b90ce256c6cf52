/// What the code that every request passes through costs, with JMH. Figures are in `bench/RESULTS.md`.
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
