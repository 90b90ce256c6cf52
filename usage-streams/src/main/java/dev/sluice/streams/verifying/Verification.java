package dev.sluice.streams.verifying;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

import io.lettuce.core.RedisException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.reading.LogOffsets;
import dev.sluice.streams.reading.PublishedPrices;
import dev.sluice.streams.verifying.PartitionVerification.Outcome;

/// Replays the log from zero and compares every account with `account.view`, Redis, `usage.rated`,
/// `ledger.entries`, the roll-ups and the rows of the decider. Reads only, beside a running platform.
public final class Verification {

    private final String kafka;
    private final String redis;
    private final Groups groups;
    private final InstantSource clock;

    public Verification(String kafka, String redis, Groups groups, InstantSource clock) {
        this.kafka = kafka;
        this.redis = redis;
        this.groups = groups;
        this.clock = clock;
    }

    public Verdict run() {
        long begun = System.nanoTime();
        try (LogOffsets offsets = new LogOffsets(kafka)) {
            Cut cut = Cut.take(offsets, groups);
            List<TopicPartition> log = Cut.of(Topics.ACCOUNT_EVENTS.name(), cut.partitions());
            Optional<Verdict> refused = beginsLate(offsets.begins(log));
            if (refused.isPresent()) {
                return refused.get();
            }
            RedisAccounts accounts = RedisAccounts.read(redis, cut.partitions());
            Map<TopicPartition, Long> ends = offsets.ends(log);
            PriceBooks books = PublishedPrices.read(kafka, offsets);
            List<Outcome> outcomes = inParallel(cut.partitions(), partition -> new PartitionVerification(kafka, cut,
                    partition, accounts, books, clock.instant()).run(ends.getOrDefault(log.get(partition), 0L)));
            return compared(outcomes, Duration.ofNanos(System.nanoTime() - begun));
        } catch (KafkaException away) {
            return new Verdict.Refused("Kafka at " + kafka + ": " + away.getMessage());
        } catch (RedisException away) {
            return new Verdict.Refused("Redis at " + redis + ": " + away.getMessage());
        }
    }

    private static Optional<Verdict> beginsLate(Map<TopicPartition, Long> begins) {
        return begins.entrySet().stream().filter(begin -> begin.getValue() > 0).findFirst()
                .map(begin -> new Verdict.Refused(begin.getKey() + " begins at offset " + begin.getValue()
                        + " (expected: 0, for a replay needs the whole log)"));
    }

    private static Verdict compared(List<Outcome> outcomes, Duration took) {
        Findings findings = new Findings();
        outcomes.forEach(outcome -> findings.add(outcome.findings()));
        return new Verdict.Compared(findings, outcomes.size(), outcomes.stream().mapToLong(Outcome::events).sum(),
                outcomes.stream().mapToLong(Outcome::undecided).sum(),
                outcomes.stream().mapToLong(Outcome::accounts).sum(), took);
    }

    /// As many partitions at a time as there are processors.
    private static List<Outcome> inParallel(int partitions, IntFunction<Outcome> each) {
        int threads = Math.min(partitions, Runtime.getRuntime().availableProcessors());
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Outcome>> under = new ArrayList<>();
            for (int i = 0; i < partitions; i++) {
                int partition = i;
                under.add(executor.submit(() -> each.apply(partition)));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> one : under) {
                outcomes.add(one.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
