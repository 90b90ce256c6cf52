/// The account decider (metering §1, §4, §5): a pure function from an event and the rows of its account to
/// new rows, rated usage, ledger transactions and views. No clock, no I/O, no exception for any decodable
/// event.
@NullMarked
package dev.sluice.streams.accounts;

import org.jspecify.annotations.NullMarked;
