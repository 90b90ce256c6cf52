/// Tests of access tokens against a real token endpoint.
@NullMarked
package dev.sluice.relay.upstream.token;

import org.jspecify.annotations.NullMarked;
