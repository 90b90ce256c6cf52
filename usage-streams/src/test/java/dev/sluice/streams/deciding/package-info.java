@NullMarked
package dev.sluice.streams.deciding;

import org.jspecify.annotations.NullMarked;
