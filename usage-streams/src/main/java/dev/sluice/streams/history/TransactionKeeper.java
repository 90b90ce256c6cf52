package dev.sluice.streams.history;

import java.time.Instant;
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

    private final ProcessorContext<Void, Void> context;
    private final Progress progress;
    private final KeyValueStore<Bytes, byte[]> transactions;

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
        TransactionRow row = TransactionRow.after(transaction, balanceBefore(transaction.userId(), offset));
        transactions.put(HistoryKeys.transaction(transaction.userId(), offset), row.encode());
        progress.read(context.taskId().partition(), Instant.ofEpochMilli(message.timestamp()));
    }

    private NanoUsd balanceBefore(UserId user, long offset) {
        Bytes from = HistoryKeys.transaction(user, offset - 1);
        try (KeyValueIterator<Bytes, byte[]> newest = transactions.range(from, HistoryKeys.end(user))) {
            return newest.hasNext() ? TransactionRow.balanceOf(newest.next().value) : NanoUsd.ZERO;
        }
    }
}
