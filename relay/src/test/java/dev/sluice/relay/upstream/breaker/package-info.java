/// Tests of when an upstream is taken out and let back.
@NullMarked
package dev.sluice.relay.upstream.breaker;

import org.jspecify.annotations.NullMarked;
