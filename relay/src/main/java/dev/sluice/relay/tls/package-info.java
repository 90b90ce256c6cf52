/// The relay's own certificate, and what it offers to clients that connect with TLS.
@NullMarked
package dev.sluice.relay.tls;

import org.jspecify.annotations.NullMarked;
