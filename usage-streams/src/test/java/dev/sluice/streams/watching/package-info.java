/// The live verifier finds what it should, and nothing else.
@NullMarked
package dev.sluice.streams.watching;

import org.jspecify.annotations.NullMarked;
