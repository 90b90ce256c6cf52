/// Counters in memory and in Redis keep the same promises.
@NullMarked
package dev.sluice.api.throttling;

import org.jspecify.annotations.NullMarked;
