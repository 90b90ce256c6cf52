package dev.sluice.relay.journal.recording;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageExtended;
import dev.sluice.contracts.account.UsageFailed;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.relay.exchange.Recorder;
import dev.sluice.relay.journal.Journal;
import dev.sluice.relay.journal.Journal.Appended;

/// Writes what happens to a request into the journal that admitted it. New money is refused past a bound of
/// the journal, and when the Redis it was reserved in is not there any more; the end of a request is always
/// taken while the disk has room.
public final class JournalRecorder implements Recorder {

    private static final Logger log = LoggerFactory.getLogger(JournalRecorder.class);
    private static final int RESERVATION = 0;
    private static final String NO_UPSTREAM = "none";
    private static final String NOT_DURABLE = "not-durable";
    private static final String KAFKA_SILENT = "Kafka has not acknowledged the reservation within "
            + LiveJournal.REPLICATION_BEATS_MAX + " s";

    private final Holdings holdings;
    private final Backlogs backlogs;
    private final JournalBounds bounds;
    private final Durability durability;
    private final GroupCommit groupCommit;
    private final LongSupplier redisGeneration;
    private final InstantSource clock;
    private final Supplier<UUID> uuids;

    /// `redisGeneration` grows with every connection to Redis; `uuids` gives time-ordered UUIDs.
    public JournalRecorder(Holdings holdings, Backlogs backlogs, JournalBounds bounds, Durability durability,
            GroupCommit groupCommit, LongSupplier redisGeneration, InstantSource clock,
            Supplier<UUID> uuids) {
        this.holdings = holdings;
        this.backlogs = backlogs;
        this.bounds = bounds;
        this.durability = durability;
        this.groupCommit = groupCommit;
        this.redisGeneration = redisGeneration;
        this.clock = clock;
        this.uuids = uuids;
    }

    @Override
    public void append(UsageEvent event, Executor loop, Consumer<Answer> answer) {
        Holding holding = holdings.of(event.requestId());
        if (holding == null) {
            answer.accept(new Answer.Failed("request " + event.requestId() + ": not admitted (expected: admit first)"));
            return;
        }
        Answer refusal = event instanceof UsageEvent.Terminal ? null : refusal(event, holding);
        if (refusal != null) {
            answer.accept(refusal);
            return;
        }
        write(event, holding, loop, answer);
    }

    /// The bound that stops new requests now.
    public Optional<JournalBounds.Bound> boundReached() {
        LiveJournal current = holdings.current();
        if (current != null && current.journal().diskShortage().isPresent()) {
            return Optional.of(JournalBounds.Bound.DISK);
        }
        return bounds.reached(backlogs.all(), clock.instant());
    }

    private @Nullable Answer refusal(UsageEvent event, Holding holding) {
        Optional<JournalBounds.Bound> bound = boundReached();
        if (bound.isPresent()) {
            return new Answer.Full(bound.get().name().toLowerCase(Locale.ROOT));
        }
        if (!holding.standsOn(redisGeneration.getAsLong())) {
            return new Answer.Failed(
                    "Redis lost its data or its connection after the admission of " + event.requestId());
        }
        if (event instanceof UsageReserved && holding.live().closing()) {
            return new Answer.Failed("journal " + holding.journal() + " is being closed");
        }
        return null;
    }

    private void write(UsageEvent event, Holding holding, Executor loop, Consumer<Answer> answer) {
        Journal journal = holding.live().journal();
        Appended appended;
        try {
            appended = journal.append(event, holding.partition(), event.userId().value());
        } catch (UncheckedIOException | IllegalArgumentException e) {
            log.atError().addKeyValue("requestId", event.requestId()).setCause(e).log("event not recorded");
            answer.accept(new Answer.Failed(String.valueOf(e.getMessage())));
            return;
        }
        switch (event) {
            case UsageReserved _ -> holding.recorded(RESERVATION);
            case UsageExtended extended -> holding.recorded(extended.extension());
            case UsageEvent.Terminal _ -> {
            }
        }
        switch (durability) {
            case JOURNAL -> answer.accept(new Answer.Recorded());
            case FSYNC -> groupCommit.after(journal, flushed -> loop.execute(
                    () -> answer.accept(closedUnlessSafe(event, holding, flushed))));
            case REPLICATED -> whenReplicated(event, holding, appended, loop, answer);
        }
    }

    private void whenReplicated(UsageEvent event, Holding holding, Appended appended, Executor loop,
            Consumer<Answer> answer) {
        if (!(event instanceof UsageReserved)) {
            answer.accept(new Answer.Recorded());
            return;
        }
        holding.live().whenReplicated(appended.end(), replicated -> {
            Answer given = replicated ? new Answer.Recorded() : new Answer.Failed(KAFKA_SILENT);
            loop.execute(() -> answer.accept(closedUnlessSafe(event, holding, given)));
        });
    }

    /// A reservation that is in the journal but not as safe as it must be is refused, so its end is written too:
    /// else the next run would take it for a request that died with the relay, and charge it.
    private Answer closedUnlessSafe(UsageEvent event, Holding holding, Answer given) {
        if (given instanceof Answer.Failed && event instanceof UsageReserved reserved) {
            UsageFailed unserved = new UsageFailed(uuids.get().toString(), reserved.requestId(), reserved.userId(),
                    reserved.keyId(), reserved.relayId(), clock.instant(), reserved.traceparent(), NO_UPSTREAM, 0,
                    Outcome.REFUSED, NOT_DURABLE, null, 0);
            try {
                holding.live().journal().append(unserved, holding.partition(), reserved.userId().value());
            } catch (UncheckedIOException e) {
                log.atError().addKeyValue("requestId", reserved.requestId()).setCause(e).log("event not recorded");
            }
        }
        return given;
    }
}
