package dev.sluice.streams.testing;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.github.f4b6a3.uuid.UuidCreator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.accounts.Decision;
import dev.sluice.streams.deciding.LogReplay;
import dev.sluice.streams.deciding.OutputJson;

/// How many events a second of one processor decides: JSON in, rows through their codec, rated usage, ledger and
/// view as JSON out; rows in memory, no Kafka. `[events [rounds]]`; each round begins with empty rows.
public final class DecidingSpeed {

    private static final int USERS = 500;
    private static final int EVENTS = 200_000;
    private static final int ROUNDS = 6;
    private static final double NANOS_PER_SECOND = 1e9;

    private DecidingSpeed() {}

    public static void main(String[] args) {
        int events = args.length > 0 ? Integer.parseInt(args[0]) : EVENTS;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
        List<ConsumerRecord<byte[], byte[]>> log = log(events);
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        for (int round = 1; round <= rounds; round++) {
            LogReplay replay = new LogReplay(PriceBooks.NONE.with(PriceBookJson.shipped()), 1, Map.of());
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long bytes = 0;
            for (ConsumerRecord<byte[], byte[]> record : log) {
                bytes += written(replay.next(record));
            }
            long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
            long rows = replay.rows().values().stream().mapToLong(row -> row.length).sum();
            out.printf(Locale.ROOT, "round %d: %,.0f events per CPU second; %d bytes out, %d bytes of rows per event%n",
                    round, log.size() * NANOS_PER_SECOND / took, bytes / log.size(), rows / log.size());
        }
    }

    private static long written(Decision decision) {
        long bytes = 0;
        for (RatedUsage rated : decision.rated()) {
            bytes += OutputJson.of(rated).length;
        }
        for (LedgerTransaction transaction : decision.transactions()) {
            bytes += OutputJson.of(transaction).length;
        }
        for (AccountView view : decision.views()) {
            bytes += OutputJson.of(view).length;
        }
        return bytes;
    }

    /// Every user is given credit, then requests are reserved and settled in turn, all through one journal.
    private static List<ConsumerRecord<byte[], byte[]>> log(int events) {
        List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>(events);
        List<UserId> users = new ArrayList<>();
        String journal = JournalId.of(UuidCreator.getTimeOrderedEpoch()).value();
        for (int i = 0; i < USERS; i++) {
            users.add(RelaySide.newUser());
            log.add(record(log.size(), users.get(i), SampleEvents.granted(users.get(i), NanoUsd.parse("1000")),
                    journal));
        }
        while (log.size() + 2 <= events) {
            UserId user = users.get(log.size() / 2 % USERS);
            RequestId request = RelaySide.newRequest();
            log.add(record(log.size(), user, SampleEvents.reserved(user, request), journal));
            log.add(record(log.size(), user, SampleEvents.settled(user, request), journal));
        }
        return log;
    }

    private static ConsumerRecord<byte[], byte[]> record(int offset, UserId user, AccountEvent event, String journal) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_type", AccountEventCodec.type(event).getBytes(StandardCharsets.UTF_8));
        headers.add("journal", journal.getBytes(StandardCharsets.UTF_8));
        headers.add("pseq", Integer.toString(offset).getBytes(StandardCharsets.UTF_8));
        byte[] value = AccountEventCodec.encode(event);
        return new ConsumerRecord<>(Topics.ACCOUNT_EVENTS.name(), 0, offset, event.at().toEpochMilli(),
                TimestampType.LOG_APPEND_TIME, 0, value.length, user.value().getBytes(StandardCharsets.UTF_8), value,
                headers, Optional.empty());
    }
}
