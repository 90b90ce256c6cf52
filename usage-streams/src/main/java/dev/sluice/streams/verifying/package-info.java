/// `verify`: decides the whole log once more and compares what is stored everywhere with what it gives. Start
/// reading at `Verification`.
@NullMarked
package dev.sluice.streams.verifying;

import org.jspecify.annotations.NullMarked;
