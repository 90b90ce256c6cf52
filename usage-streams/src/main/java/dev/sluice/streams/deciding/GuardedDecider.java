package dev.sluice.streams.deciding;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.kafka.common.KafkaException;

import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.streams.accounts.AccountDecider;
import dev.sluice.streams.accounts.Appended;
import dev.sluice.streams.accounts.Decision;
import dev.sluice.streams.accounts.rows.RecentRows;
import dev.sluice.streams.accounts.rows.StoredRows;

/// Decides records as they came. One that cannot be decoded, or whose decision fails, costs one account: its
/// account is parked, and none of its rows is written. The stream job and every replay decide through it.
final class GuardedDecider {

    private static final int REASON_LENGTH_MAX = 300;

    private final AccountDecider decider;
    private final Supplier<PriceBooks> books;
    private final Consumer<PriceBookId> lacking;
    private final TaskRows written;
    private final RecentRows rows;

    /// @param lacking
    ///            called before a decision that needs a price book which is not among `books`; it waits or throws
    GuardedDecider(AccountDecider decider, StoredRows.Bytes store, Supplier<PriceBooks> books,
            Consumer<PriceBookId> lacking) {
        this.decider = decider;
        this.books = books;
        this.lacking = lacking;
        this.written = new TaskRows(store);
        this.rows = new RecentRows(new StoredRows(written));
    }

    /// Decides and writes the rows. What comes of Kafka or of a missing price book is no fault of the record and
    /// is thrown.
    Decision decide(Incoming incoming) {
        Decision decision = decided(incoming);
        written.keep();
        return decision;
    }

    private Decision decided(Incoming incoming) {
        try {
            Appended appended = incoming.decoded();
            decider.lacking(rows, appended.event(), books.get()).ifPresent(lacking);
            return decider.decide(rows, appended, books.get());
        } catch (KafkaException | PriceBookMissing notTheEvent) {
            drop();
            throw notTheEvent;
        } catch (RuntimeException poison) {
            drop();
            return decider.poisoned(rows, incoming.poison(reason(poison)));
        }
    }

    private void drop() {
        written.drop();
        rows.forget();
    }

    /// What is wrong, without content: messages of the JSON reader quote the text they stumble over.
    private static String reason(RuntimeException failure) {
        String name = failure.getClass().getSimpleName();
        boolean ours = failure instanceof IllegalArgumentException && failure.getMessage() != null;
        String reason = ours ? name + ": " + failure.getMessage() : name;
        return reason.length() <= REASON_LENGTH_MAX ? reason : reason.substring(0, REASON_LENGTH_MAX);
    }
}
