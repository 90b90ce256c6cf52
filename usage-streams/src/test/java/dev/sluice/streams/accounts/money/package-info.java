/// Burn order and the balance of every ledger transaction.
@NullMarked
package dev.sluice.streams.accounts.money;

import org.jspecify.annotations.NullMarked;
