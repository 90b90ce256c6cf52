/// Tests of how upstreams are configured.
@NullMarked
package dev.sluice.relay.upstream.configuration;

import org.jspecify.annotations.NullMarked;
