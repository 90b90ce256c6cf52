/// The ports of an exchange, in memory: keys, admission and a recorder that do what a test says.
@NullMarked
package dev.sluice.relay.testing;

import org.jspecify.annotations.NullMarked;
