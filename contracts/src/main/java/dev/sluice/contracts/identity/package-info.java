/// Views of users, keys and sessions as they stand in compacted topics; relays and resource servers
/// replicate them.
@NullMarked
package dev.sluice.contracts.identity;

import org.jspecify.annotations.NullMarked;
