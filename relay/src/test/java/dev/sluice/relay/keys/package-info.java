/// What a replica keeps of keys and users, and how small.
@NullMarked
package dev.sluice.relay.keys;

import org.jspecify.annotations.NullMarked;
