/// Tests of what `verify` finds.
@NullMarked
package dev.sluice.streams.verifying;

import org.jspecify.annotations.NullMarked;
