/// Chains of proxies, honest and not.
@NullMarked
package dev.sluice.relay.peer;

import org.jspecify.annotations.NullMarked;
