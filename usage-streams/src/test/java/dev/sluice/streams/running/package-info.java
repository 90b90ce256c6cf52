@NullMarked
package dev.sluice.streams.running;

import org.jspecify.annotations.NullMarked;
