/// One record per request and one line per ledger transaction, newest first, for 400 days. At least once:
/// every write is a function of the log, so doing it twice changes nothing (architecture D17).
@NullMarked
package dev.sluice.streams.history;

import org.jspecify.annotations.NullMarked;
