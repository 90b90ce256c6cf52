/// What a request is for, and the answers that need no provider.
@NullMarked
package dev.sluice.relay.server.local;

import org.jspecify.annotations.NullMarked;
