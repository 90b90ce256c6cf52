/// Money of one account: grants and their burn order, and the ledger transactions that follow. Pure.
@NullMarked
package dev.sluice.streams.accounts.money;

import org.jspecify.annotations.NullMarked;
