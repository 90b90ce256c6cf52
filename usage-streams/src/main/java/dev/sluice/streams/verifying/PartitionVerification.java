package dev.sluice.streams.verifying;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.accounts.Decision;
import dev.sluice.streams.accounts.rows.UserRow;
import dev.sluice.streams.deciding.LogReplay;
import dev.sluice.streams.reading.PartitionReader;

import static java.util.Objects.requireNonNull;

/// One partition of the log replayed beside everything that is stored of it. Not thread-safe.
final class PartitionVerification {

    private static final Duration STATE_KEPT = Duration.ofDays(7);
    /// Records of one moment stand in several topics at different times.
    private static final Duration BEFORE = Duration.ofMinutes(10);
    private static final String USER_ROW = "u/";

    private final String kafka;
    private final Cut cut;
    private final int partition;
    private final Instant now;
    private final Since since;
    private final LogReplay replay;
    private final Findings findings = new Findings();
    private final ViewCheck views;
    private final RedisCheck redis;
    private final RollUpsCheck rollUps;
    private final RecordsCheck<RatedUsage> rated;
    private final RecordsCheck<LedgerTransaction> ledger;
    private final Map<String, Long> posted = new HashMap<>();
    private long newestMillis;
    private long behindTheCut;
    private long events;

    /// What came of it.
    record Outcome(Findings findings, long events, long undecided, long accounts) {}

    PartitionVerification(String kafka, Cut cut, int partition, RedisAccounts accounts, PriceBooks books,
            Instant now, Since since) {
        this.since = since;
        this.newestMillis = since.at().toEpochMilli();
        this.kafka = kafka;
        this.cut = cut;
        this.partition = partition;
        this.now = now;
        this.replay = new LogReplay(books, cut.partitions(), since.rows());
        this.views = new ViewCheck(since, findings);
        this.redis = new RedisCheck(accounts, partition, cut.partitions(), since, findings);
        this.rollUps = new RollUpsCheck(now, since, findings);
        this.rated = new RecordsCheck<>(Subject.RATED, RatedUsage.class,
                record -> record.requestId() + "/" + record.sequence(), records(Topics.USAGE_RATED.name()),
                since.isZero(), this::counted, findings);
        this.ledger = new RecordsCheck<>(Subject.LEDGER, LedgerTransaction.class, LedgerTransaction::transactionId,
                records(Topics.LEDGER_ENTRIES.name()), since.isZero(), (_, _) -> {
                }, findings);
    }

    private PartitionReader reader(String topic) {
        TopicPartition of = new TopicPartition(topic, partition);
        return PartitionReader.fromStart(kafka, of, cut.end(of));
    }

    /// What was written at the time of the snapshot or later, and some before.
    private PartitionReader records(String topic) {
        TopicPartition of = new TopicPartition(topic, partition);
        return since.isZero()
                ? reader(topic)
                : PartitionReader.from(kafka, of, since.at().minus(BEFORE).toEpochMilli(), cut.end(of));
    }

    /// @param end
    ///            of the partition of the log
    Outcome run(long end) {
        try (rated; ledger) {
            readWhatIsStored();
            StateCheck state = state();
            replay(state, end);
            rated.end();
            ledger.end();
            views.end();
            redis.end();
            rollUps.end();
            state.end(replay.rows(), newestMillis);
            checkWallets();
        } catch (TooDifferent all) {
            findings.differs(Subject.RATED, all.toString());
        }
        long accounts = replay.rows().keySet().stream().filter(key -> key.startsWith(USER_ROW)).count();
        return new Outcome(findings, events, behindTheCut, accounts);
    }

    private void readWhatIsStored() {
        long inRedis = cut.committed(Topics.ACCOUNT_VIEW, partition);
        try (PartitionReader topic = reader(Topics.ACCOUNT_VIEW.name())) {
            views.read(topic, (view, offset) -> {
                if (offset < inRedis) {
                    redis.due(view);
                }
            });
        }
        Cut.ROLL_UPS.forEach(spec -> {
            try (PartitionReader topic = reader(spec.name())) {
                rollUps.read(topic);
            }
        });
    }

    private StateCheck state() {
        try (PartitionReader changelog = reader(cut.groups().changelog())) {
            return new StateCheck(changelog, STATE_KEPT, findings);
        }
    }

    private void replay(StateCheck state, long end) {
        TopicPartition log = new TopicPartition(Topics.ACCOUNT_EVENTS.name(), partition);
        long decided = cut.committed(Topics.ACCOUNT_EVENTS, partition);
        boolean reached = false;
        try (PartitionReader reader = PartitionReader.fromOffset(kafka, log, since.offset(), end)) {
            for (var message = reader.next(); message.isPresent(); message = reader.next()) {
                boolean due = message.get().offset() < decided;
                if (!due && !reached) {
                    reached = true;
                    state.cut(replay.rows());
                }
                take(message.get(), due);
                state.touched(replay.touched(), replay.rows());
            }
        }
        if (!reached) {
            state.cut(replay.rows());
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> message, boolean due) {
        events++;
        behindTheCut += due ? 0 : 1;
        newestMillis = Math.max(newestMillis, message.timestamp());
        Decision decision = replay.next(message);
        boolean rateDue = due && isKept(message.timestamp());
        decision.rated().forEach(record -> rated.given(record, rateDue));
        decision.transactions().forEach(transaction -> {
            ledger.given(transaction, due);
            post(transaction);
        });
        for (AccountView view : decision.views()) {
            views.given(view, due);
            redis.given(view);
        }
        decision.watermarks().forEach(watermark -> views.given(watermark, due));
    }

    private boolean isKept(long millis) {
        return Instant.ofEpochMilli(millis).isAfter(now.minus(Topics.USAGE_RATED.retention()));
    }

    private void counted(RatedUsage record, ConsumerRecord<byte[], byte[]> message) {
        rollUps.given(record, message.offset(), message.timestamp(),
                message.offset() < cut.committed(Topics.USAGE_RATED, partition));
    }

    /// What a user has and owes is named after the user; everything else is where it came from or went to.
    private void post(LedgerTransaction transaction) {
        String user = transaction.userId().value();
        transaction.entries().stream().filter(entry -> entry.account().contains(user))
                .forEach(entry -> posted.merge(user, entry.amountNanoUsd().nanos(), Long::sum));
    }

    private void checkWallets() {
        List<String> users = replay.rows().keySet().stream().filter(key -> key.startsWith(USER_ROW))
                .map(key -> key.substring(USER_ROW.length())).toList();
        for (String user : users) {
            UserRow row = requireNonNull(replay.accounts().user(new UserId(user)));
            long sum = since.balanceNanos(new UserId(user)) + posted.getOrDefault(user, 0L);
            findings.count(Subject.MONEY);
            if (row.wallet().balanceNanos() != sum) {
                findings.differs(Subject.MONEY, user + ": the wallet holds nano-USD " + row.wallet().balanceNanos()
                        + " (the ledger gives " + sum + ")");
            }
        }
    }
}
