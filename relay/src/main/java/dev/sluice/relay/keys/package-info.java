/// Every key and every user in memory, read from their compacted topics: authentication costs no network, and
/// what is revoked stops working within a second, open streams included (architecture D10).
@NullMarked
package dev.sluice.relay.keys;

import org.jspecify.annotations.NullMarked;
