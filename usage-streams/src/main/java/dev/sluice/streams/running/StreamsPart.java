package dev.sluice.streams.running;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Kafka Streams application in this process. A failed thread is replaced, a failed application built anew:
/// what it had not committed is read again.
public final class StreamsPart implements Part {

    private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

    private final Logger log = LoggerFactory.getLogger(StreamsPart.class);
    private final String name;
    private final Supplier<Optional<String>> notBefore;
    private final Supplier<KafkaStreams> builder;
    private final AtomicReference<@Nullable KafkaStreams> running = new AtomicReference<>();

    /// `notBefore` says what must be there before the first start; empty when it may start.
    public StreamsPart(String name, Supplier<Optional<String>> notBefore, Supplier<KafkaStreams> builder) {
        this.name = name;
        this.notBefore = notBefore;
        this.builder = builder;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void tend() {
        KafkaStreams streams = running.get();
        if (streams == null) {
            if (notBefore.get().isEmpty()) {
                start(builder.get());
            }
        } else if (streams.state().hasStartedOrFinishedShuttingDown() && !streams.state().isRunningOrRebalancing()) {
            streams.close(CLOSE_MAX);
            start(builder.get());
        }
    }

    private void start(KafkaStreams streams) {
        streams.setUncaughtExceptionHandler(failure -> {
            log.atError().addKeyValue("part", name).setCause(failure).log("stream thread failed and is replaced");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        running.set(streams);
        streams.start();
    }

    @Override
    public void stop() {
        KafkaStreams streams = running.getAndSet(null);
        if (streams != null) {
            streams.close(CLOSE_MAX);
        }
    }

    @Override
    public Optional<String> waitsFor() {
        KafkaStreams streams = running.get();
        if (streams == null) {
            return notBefore.get().or(() -> Optional.of("its start"));
        }
        return streams.state() == KafkaStreams.State.RUNNING
                ? Optional.empty()
                : Optional.of("its partitions (" + streams.state() + ")");
    }

    /// The running application; empty before the start and after the stop.
    public Optional<KafkaStreams> streams() {
        return Optional.ofNullable(running.get());
    }
}
