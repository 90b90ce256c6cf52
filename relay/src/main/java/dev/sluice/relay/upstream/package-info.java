/// The upstreams: configured endpoints of providers with our credential there, as values. How one is chosen,
/// taken out, configured and authorised lies in the packages below.
@NullMarked
package dev.sluice.relay.upstream;

import org.jspecify.annotations.NullMarked;
