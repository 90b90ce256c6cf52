/// What a process costs: CPU time, memory, allocation, pauses, read from outside.
@NullMarked
package dev.sluice.bench.measuring;

import org.jspecify.annotations.NullMarked;
