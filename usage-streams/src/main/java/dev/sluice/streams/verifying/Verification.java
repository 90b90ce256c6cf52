package dev.sluice.streams.verifying;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
import dev.sluice.streams.snapshots.DamagedSnapshot;
import dev.sluice.streams.snapshots.Snapshot;
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

    /// Where to begin.
    public enum Start {
        /// With the first record where it is still there, else with the snapshots.
        EARLIEST,
        /// With the snapshots; a partition that has none yet with its first record.
        SNAPSHOT
    }

    public Verdict run(Start start) {
        long begun = System.nanoTime();
        try (LogOffsets offsets = new LogOffsets(kafka)) {
            List<TopicPartition> log = Cut.of(Topics.ACCOUNT_EVENTS.name(),
                    offsets.partitions(Topics.ACCOUNT_EVENTS.name()));
            // Before the cut: what is whole now, the decider has committed then.
            List<Since> begins = begins(start, offsets, log);
            Cut cut = Cut.take(offsets, groups);
            RedisAccounts accounts = RedisAccounts.read(redis, cut.partitions());
            Map<TopicPartition, Long> ends = offsets.ends(log);
            PriceBooks books = PublishedPrices.read(kafka, offsets);
            List<Outcome> outcomes = inParallel(cut.partitions(), partition -> new PartitionVerification(kafka, cut,
                    partition, accounts, books, clock.instant(), begins.get(partition))
                    .run(ends.getOrDefault(log.get(partition), 0L)));
            return compared(outcomes, begins, Duration.ofNanos(System.nanoTime() - begun));
        } catch (BeginsLate | DamagedSnapshot nowhere) {
            return new Verdict.Refused(String.valueOf(nowhere.getMessage()));
        } catch (KafkaException away) {
            return new Verdict.Refused("Kafka at " + kafka + ": " + away.getMessage());
        } catch (RedisException away) {
            return new Verdict.Refused("Redis at " + redis + ": " + away.getMessage());
        }
    }

    private List<Since> begins(Start start, LogOffsets offsets, List<TopicPartition> log) {
        Map<TopicPartition, Long> begins = offsets.begins(log);
        return log.stream().map(of -> begin(start, offsets, of, begins.getOrDefault(of, 0L))).toList();
    }

    private Since begin(Start start, LogOffsets offsets, TopicPartition log, long firstThere) {
        if (start == Start.EARLIEST && firstThere == 0) {
            return Since.ZERO;
        }
        Since since = Snapshot.read(kafka, offsets, log.partition()).map(Since::of).orElse(Since.ZERO);
        if (since.offset() < firstThere) {
            throw new BeginsLate(log + " begins at offset " + firstThere + " (expected: 0, or a snapshot behind it)");
        }
        return since;
    }

    /// A replay has nowhere to begin.
    private static final class BeginsLate extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BeginsLate(String sentence) {
            super(sentence);
        }
    }

    private static Verdict compared(List<Outcome> outcomes, List<Since> begins, Duration took) {
        Findings findings = new Findings();
        outcomes.forEach(outcome -> findings.add(outcome.findings()));
        return new Verdict.Compared(findings, outcomes.size(), outcomes.stream().mapToLong(Outcome::events).sum(),
                outcomes.stream().mapToLong(Outcome::undecided).sum(),
                outcomes.stream().mapToLong(Outcome::accounts).sum(),
                begins.stream().filter(begin -> !begin.isZero()).map(Since::at).min(Comparator.naturalOrder()), took);
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
