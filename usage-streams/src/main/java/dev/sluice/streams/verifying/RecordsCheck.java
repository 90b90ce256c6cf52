package dev.sluice.streams.verifying;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.streams.reading.PartitionReader;

/// Compares a topic that keeps every record with the records the log gives, one by one and in step, so that
/// little is held at a time. A record that is missing, doubled, altered or not given is found by its identity.
/// Not thread-safe.
final class RecordsCheck<T> implements AutoCloseable {

    /// Records out of place; more mean that the topics do not belong together.
    static final int OUT_OF_PLACE_MAX = 10_000;

    private final Subject subject;
    private final Class<T> type;
    private final Function<T, String> identity;
    private final PartitionReader topic;
    private final BiConsumer<T, ConsumerRecord<byte[], byte[]>> matched;
    private final Findings findings;
    /// The topic stands where the log does; before that, nothing of it is compared.
    private boolean inStep;
    private final Map<String, Given<T>> awaited = new LinkedHashMap<>();
    private final Map<String, Found<T>> early = new LinkedHashMap<>();

    private record Given<T>(T value, boolean due) {}

    private record Found<T>(T value, ConsumerRecord<byte[], byte[]> message) {}

    /// @param inStep
    ///            the topic is read from its first record and the log as well; otherwise it begins with the first
    ///            record that the log gives
    /// @param matched
    ///            told each record of the log and where the topic has it
    RecordsCheck(Subject subject, Class<T> type, Function<T, String> identity, PartitionReader topic,
            boolean inStep, BiConsumer<T, ConsumerRecord<byte[], byte[]>> matched, Findings findings) {
        this.subject = subject;
        this.type = type;
        this.identity = identity;
        this.topic = topic;
        this.inStep = inStep;
        this.matched = matched;
        this.findings = findings;
    }

    /// The log gives this record next.
    ///
    /// @param due
    ///            the topic must have it; otherwise it may not be there yet, or not any more
    void given(T value, boolean due) {
        String id = identity.apply(value);
        if (!inStep) {
            inStep = true;
            skipTo(id);
        }
        Found<T> known = early.remove(id);
        if (known != null) {
            compare(value, known);
            return;
        }
        if (awaited.size() >= OUT_OF_PLACE_MAX) {
            throw new TooDifferent(subject + ": more than " + OUT_OF_PLACE_MAX + " records are missing");
        }
        awaited.put(id, new Given<>(value, due));
        next().ifPresent(this::take);
    }

    private void skipTo(String id) {
        for (Optional<Found<T>> found = next(); found.isPresent(); found = next()) {
            if (identity.apply(found.get().value()).equals(id)) {
                early.put(id, found.get());
                return;
            }
        }
    }

    /// The log gives nothing more.
    void end() {
        if (!inStep) {
            return;
        }
        for (Optional<Found<T>> found = next(); found.isPresent(); found = next()) {
            take(found.get());
        }
        awaited.forEach((id, given) -> {
            if (given.due()) {
                findings.differs(subject, id + " is missing: the log gives " + Fields.of(given.value()).texts());
            }
        });
        early.forEach((id, found) -> findings.differs(subject,
                id + " at " + place(found.message()) + ": the log does not give it"));
    }

    private void take(Found<T> found) {
        String id = identity.apply(found.value());
        Given<T> given = awaited.remove(id);
        if (given != null) {
            compare(given.value(), found);
        } else if (early.size() >= OUT_OF_PLACE_MAX) {
            throw new TooDifferent(subject + ": more than " + OUT_OF_PLACE_MAX + " records that the log does not give");
        } else if (early.putIfAbsent(id, found) != null) {
            findings.differs(subject, id + " at " + place(found.message()) + ": the log does not give it");
        }
    }

    private void compare(T given, Found<T> found) {
        findings.count(subject);
        if (!given.equals(found.value())) {
            findings.differs(subject, identity.apply(given) + " at " + place(found.message()) + ": "
                    + Fields.of(found.value()).differenceTo(Fields.of(given)));
        }
        matched.accept(given, found.message());
    }

    private Optional<Found<T>> next() {
        for (var message = topic.next(); message.isPresent(); message = topic.next()) {
            T value = read(message.get());
            if (value != null) {
                return Optional.of(new Found<>(value, message.get()));
            }
        }
        return Optional.empty();
    }

    private @Nullable T read(ConsumerRecord<byte[], byte[]> message) {
        try {
            return SluiceJson.mapper().readValue(message.value(), type);
        } catch (JacksonException | IllegalArgumentException unreadable) {
            findings.differs(subject, place(message) + " cannot be read: " + unreadable.getMessage());
            return null;
        }
    }

    private static String place(ConsumerRecord<byte[], byte[]> message) {
        return message.topic() + "-" + message.partition() + "@" + message.offset();
    }

    @Override
    public void close() {
        topic.close();
    }
}
