/// What the account decider says about a request and its money: priced records, ledger transactions,
/// roll-ups.
@NullMarked
package dev.sluice.contracts.rated;

import org.jspecify.annotations.NullMarked;
