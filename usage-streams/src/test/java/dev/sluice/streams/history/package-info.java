@NullMarked
package dev.sluice.streams.history;

import org.jspecify.annotations.NullMarked;
