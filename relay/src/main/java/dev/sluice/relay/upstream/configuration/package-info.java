/// Where the upstreams come from: a watched file, or a few variables, behind one small door. A configuration
/// that cannot be read keeps the one before in force.
@NullMarked
package dev.sluice.relay.upstream.configuration;

import org.jspecify.annotations.NullMarked;
