package dev.sluice.api.identitylog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

import dev.sluice.api.identity.Change;
import dev.sluice.api.identity.Decision;
import dev.sluice.api.identity.IdentityDecider;
import dev.sluice.api.identity.IdentityFold;
import dev.sluice.api.identity.Rows;
import dev.sluice.api.identity.UserRow;
import dev.sluice.contracts.identity.IdentityCodec;
import dev.sluice.contracts.identity.IdentityCommand;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.topics.RecordHeaders;

import static java.util.Objects.requireNonNull;

/// One command at a time: repeat the answer it already got, or decide, fold, and write it all in one
/// transaction, with those that were read together. A command that cannot be read is dropped with a warning; it has
/// no effect and no answer.
final class IdentityProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityProcessor.class);

    private final IdentityDecider decider;
    private final ProcessorContext<String, byte[]> context;
    private final Rows rows;
    private final AtomicLong last;
    private long askedMillis;

    private IdentityProcessor(IdentityDecider decider, ProcessorContext<String, byte[]> context, Rows rows,
            AtomicLong last) {
        this.decider = decider;
        this.context = context;
        this.rows = rows;
        this.last = last;
    }

    static ProcessorSupplier<String, byte[], String, byte[]> supplier(IdentityDecider decider,
            StoreBuilder<KeyValueStore<String, byte[]>> store, AtomicLong last) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, byte[], String, byte[]> get() {
                return new Starting(decider, store.name(), last);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store);
            }
        };
    }

    @Override
    public void process(Record<String, byte[]> record) {
        IdentityResult known = rows.result(record.key());
        if (known != null) {
            write(Outgoing.result(known), record);
        } else {
            decide(record);
        }
        commitOnceAllAreDone();
    }

    /// At once where the last transaction is a while ago; otherwise the stream thread commits by its interval.
    private void commitOnceAllAreDone() {
        long now = context.currentSystemTimeMs();
        if (isLastOfThoseReadTogether() && now - askedMillis >= IdentityStreams.COMMIT_MILLIS) {
            askedMillis = now;
            context.commit();
        }
    }

    private boolean isLastOfThoseReadTogether() {
        return context.recordMetadata().map(RecordMetadata::offset).orElse(Long.MAX_VALUE) >= last.get();
    }

    private void decide(Record<String, byte[]> record) {
        try {
            IdentityCommand command = IdentityCodec.command(text(record.headers(), RecordHeaders.TYPE), record.value());
            decide(command, record);
        } catch (JacksonException | IllegalArgumentException e) {
            LOG.atWarn().addKeyValue("commandId", record.key()).addKeyValue("error", e.getClass().getSimpleName())
                    .log("identity command dropped: it cannot be read");
        }
    }

    private void decide(IdentityCommand command, Record<String, byte[]> record) {
        Instant at = Instant.ofEpochMilli(record.timestamp());
        Decision decision = decider.decide(rows, command, at);
        UserRow before = rows.user(command.userId());
        List<Change> changes = IdentityFold.apply(rows, decision.events(), at);
        IdentityResult result = new IdentityResult(record.key(), text(record.headers(), IdentityCodec.FINGERPRINT), at,
                command.userId(), decision.subject(), decision.refusal(),
                changes.stream().map(Change::touched).toList(), replay(command));
        rows.remember(result);
        int number = 0;
        for (IdentityEvent event : decision.events()) {
            write(Outgoing.event(event, EventIds.of(record.key(), number++, at), at), record);
        }
        changes.forEach(change -> write(Outgoing.view(change), record));
        UserRow after = rows.user(command.userId());
        if (before != null && after != null) {
            Audit.of(decision.events(), before.view(), after.view(), record.key(), at)
                    .forEach(entry -> write(Outgoing.audit(entry), record));
        }
        Outgoing.consequences(command, decision).forEach(each -> write(each, record));
        Outgoing.consequences(decision.events(), changes, record.key(), at).forEach(each -> write(each, record));
        write(Outgoing.result(result), record);
    }

    private void write(Outgoing outgoing, Record<String, byte[]> cause) {
        context.forward(new Record<>(outgoing.key(), outgoing.value(), cause.timestamp(), outgoing.headers()),
                outgoing.topic().name());
    }

    private static @Nullable String replay(IdentityCommand command) {
        if (command instanceof IdentityCommand.RegenerateKey regenerate) {
            return regenerate.replay();
        }
        return command instanceof IdentityCommand.CreateKey create ? create.replay() : null;
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null) {
            throw new IllegalArgumentException("header " + name + " is missing");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /// Kafka Streams gives the context after construction; the real processor is made then.
    private static final class Starting implements Processor<String, byte[], String, byte[]> {

        private final IdentityDecider decider;
        private final String store;
        private final AtomicLong last;
        private @Nullable IdentityProcessor processor;

        Starting(IdentityDecider decider, String store, AtomicLong last) {
            this.decider = decider;
            this.store = store;
            this.last = last;
        }

        @Override
        public void init(ProcessorContext<String, byte[]> context) {
            processor = new IdentityProcessor(decider, context, new StoreRows(context.getStateStore(store)), last);
        }

        @Override
        public void process(Record<String, byte[]> record) {
            requireNonNull(processor).process(record);
        }
    }
}
