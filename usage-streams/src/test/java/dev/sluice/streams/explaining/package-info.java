/// Tests of the words of `usage-streams.jar`.
@NullMarked
package dev.sluice.streams.explaining;

import org.jspecify.annotations.NullMarked;
