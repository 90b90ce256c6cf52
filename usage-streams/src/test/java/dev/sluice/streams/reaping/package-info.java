@NullMarked
package dev.sluice.streams.reaping;

import org.jspecify.annotations.NullMarked;
