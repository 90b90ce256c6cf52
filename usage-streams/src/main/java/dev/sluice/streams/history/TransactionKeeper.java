package dev.sluice.streams.history;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Set;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.streams.running.LateProcessor;

/// Keeps each ledger transaction with the balance after it. The balance before it is read from the row before
/// it, never from a running sum: reading a part of the log again writes the same rows.
final class TransactionKeeper implements Processor<String, byte[], Void, Void> {

    private static final int USERS_MAX = 10_000;

    private final ProcessorContext<Void, Void> context;
    private final Progress progress;
    private final KeyValueStore<Bytes, byte[]> transactions;
    /// The newest row of users that had one lately, longest ago first: a search for it costs more than all else here.
    private final LinkedHashMap<UserId, Newest> newest = new LinkedHashMap<>();

    private record Newest(long offset, NanoUsd balance) {}

    private TransactionKeeper(ProcessorContext<Void, Void> context, Progress progress) {
        this.context = context;
        this.progress = progress;
        transactions = context.getStateStore(HistoryStores.TRANSACTIONS);
    }

    static ProcessorSupplier<String, byte[], Void, Void> supplier(Progress progress) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, byte[], Void, Void> get() {
                return new LateProcessor<>(context -> new TransactionKeeper(context, progress));
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return HistoryStores.ofTransactions();
            }
        };
    }

    @Override
    public void process(Record<String, byte[]> message) {
        long offset = context.recordMetadata().orElseThrow().offset();
        LedgerTransaction transaction = SluiceJson.mapper().readValue(message.value(), LedgerTransaction.class);
        UserId user = transaction.userId();
        Newest known = newest.remove(user);
        NanoUsd before = known != null && known.offset() < offset ? known.balance() : balanceBefore(user, offset);
        TransactionRow row = TransactionRow.after(transaction, before);
        transactions.put(HistoryKeys.transaction(user, offset), row.encode());
        newest.put(user, new Newest(offset, row.balanceAfterNanoUsd()));
        if (newest.size() > USERS_MAX) {
            newest.pollFirstEntry();
        }
        progress.read(context.taskId().partition(), Instant.ofEpochMilli(message.timestamp()));
    }

    private NanoUsd balanceBefore(UserId user, long offset) {
        Bytes from = HistoryKeys.transaction(user, offset - 1);
        try (KeyValueIterator<Bytes, byte[]> rows = transactions.range(from, HistoryKeys.end(user))) {
            return rows.hasNext() ? TransactionRow.balanceOf(rows.next().value) : NanoUsd.ZERO;
        }
    }
}
