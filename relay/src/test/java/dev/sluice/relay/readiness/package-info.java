/// When a relay says that it may be sent requests.
@NullMarked
package dev.sluice.relay.readiness;

import org.jspecify.annotations.NullMarked;
