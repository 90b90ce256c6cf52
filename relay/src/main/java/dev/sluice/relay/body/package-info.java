/// Request bodies while they wait for the provider: small ones in memory, large ones in temporary files, all of them
/// counted against budgets until they were sent or given up.
@NullMarked
package dev.sluice.relay.body;

import org.jspecify.annotations.NullMarked;
