/// Tests of what passes between client and provider, piece by piece.
@NullMarked
package dev.sluice.relay.forwarding;

import org.jspecify.annotations.NullMarked;
