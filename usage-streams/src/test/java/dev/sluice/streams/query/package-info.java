@NullMarked
package dev.sluice.streams.query;

import org.jspecify.annotations.NullMarked;
