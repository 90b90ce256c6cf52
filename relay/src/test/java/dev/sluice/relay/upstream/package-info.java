/// Tests of upstreams as values.
@NullMarked
package dev.sluice.relay.upstream;

import org.jspecify.annotations.NullMarked;
