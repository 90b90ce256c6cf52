package dev.sluice.streams.deciding;

import java.time.Duration;
import java.util.Set;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import dev.sluice.streams.accounts.AccountDecider;
import dev.sluice.streams.accounts.Appended;
import dev.sluice.streams.accounts.Decision;
import dev.sluice.streams.accounts.rows.StoredRows;
import dev.sluice.streams.running.LateProcessor;

/// Decides one event after the other. A record that cannot be decoded, or a decision that fails, costs one
/// account: its bytes go to the dead letters and the account is parked, in the transaction in which it was
/// read.
final class Deciding implements Processor<byte[], byte[], String, Outgoing> {

    static final String STORE = DecidingTopology.STORE;
    private static final Duration TIDY_INTERVAL = Duration.ofSeconds(10);
    private static final int REASON_LENGTH_MAX = 300;

    private final ProcessorContext<String, Outgoing> context;
    private final AccountDecider decider;
    private final PriceBookReplica prices;
    private final TaskRows written;
    private final StoredRows rows;
    private final Outputs outputs;

    private Deciding(ProcessorContext<String, Outgoing> context, AccountDecider decider, PriceBookReplica prices,
            DeciderMeters meters) {
        this.context = context;
        this.decider = decider;
        this.prices = prices;
        KeyValueStore<String, byte[]> store = context.getStateStore(STORE);
        this.written = new TaskRows(store);
        this.rows = new StoredRows(written);
        this.outputs = new Outputs(context, meters);
        Forgetting forgetting = new Forgetting(store, outputs);
        context.schedule(TIDY_INTERVAL, PunctuationType.STREAM_TIME, forgetting::some);
    }

    static ProcessorSupplier<byte[], byte[], String, Outgoing> supplier(AccountDecider decider,
            PriceBookReplica prices, DeciderMeters meters) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], String, Outgoing> get() {
                return new LateProcessor<>(context -> new Deciding(context, decider, prices, meters));
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(),
                        Serdes.ByteArray()));
            }
        };
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        Incoming incoming = Incoming.of(message, context.recordMetadata().orElseThrow());
        Decision decision = decide(incoming);
        written.keep();
        outputs.write(decision, incoming.appendedAt());
    }

    private Decision decide(Incoming incoming) {
        try {
            Appended appended = incoming.decoded();
            decider.lacking(rows, appended.event(), prices.books()).ifPresent(prices::await);
            return decider.decide(rows, appended, prices.books());
        } catch (KafkaException | PriceBookMissing notTheEvent) {
            written.drop();
            throw notTheEvent;
        } catch (RuntimeException poison) {
            written.drop();
            return park(incoming, reason(poison));
        }
    }

    private Decision park(Incoming incoming, String reason) {
        outputs.deadLetter(incoming.key(), incoming.value(), incoming.headers(), incoming.place(), reason);
        return decider.poisoned(rows, incoming.poison(reason));
    }

    /// What is wrong, without content: messages of the JSON reader quote the text they stumble over.
    private static String reason(RuntimeException failure) {
        String name = failure.getClass().getSimpleName();
        boolean ours = failure instanceof IllegalArgumentException && failure.getMessage() != null;
        String reason = ours ? name + ": " + failure.getMessage() : name;
        return reason.length() <= REASON_LENGTH_MAX ? reason : reason.substring(0, REASON_LENGTH_MAX);
    }
}
