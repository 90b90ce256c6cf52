/// Views of users, keys and sessions as they stand in compacted topics, which relays and resource servers
/// replicate; the commands and events they come from.
@NullMarked
package dev.sluice.contracts.identity;

import org.jspecify.annotations.NullMarked;
