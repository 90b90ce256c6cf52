/// What the relay must have before it is sent requests, and how its health says what it waits for.
@NullMarked
package dev.sluice.relay.readiness;

import org.jspecify.annotations.NullMarked;
