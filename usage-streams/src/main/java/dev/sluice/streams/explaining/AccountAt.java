package dev.sluice.streams.explaining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.accounts.money.Grant;
import dev.sluice.streams.accounts.rows.UserRow;
import dev.sluice.streams.deciding.LogReplay;
import dev.sluice.streams.reading.LogOffsets;
import dev.sluice.streams.reading.PartitionReader;
import dev.sluice.streams.reading.PublishedPrices;

/// An account as it stood at an instant: its partition of the log decided again up to the last event that was
/// appended by then.
///
/// @param lastRead
///            offset of that event
public record AccountAt(UserId user, Instant at, long lastRead, UserRow account) {

    /// Decides the log again; empty when it had no such account by then. Throws `KafkaException` when Kafka is away.
    public static Optional<AccountAt> read(String kafka, UserId user, Instant at) {
        try (LogOffsets offsets = new LogOffsets(kafka)) {
            int partitions = offsets.partitions(Topics.ACCOUNT_EVENTS.name());
            TopicPartition log = new TopicPartition(Topics.ACCOUNT_EVENTS.name(),
                    Partitions.of(user.value(), partitions));
            LogReplay replay = new LogReplay(PublishedPrices.read(kafka, offsets), partitions, Map.of());
            long end = offsets.ends(List.of(log)).getOrDefault(log, 0L);
            long last = -1;
            try (PartitionReader reader = PartitionReader.fromStart(kafka, log, end)) {
                for (var message = reader.next(); isBy(message, at); message = reader.next()) {
                    var _ = replay.next(message.orElseThrow());
                    last = message.orElseThrow().offset();
                }
            }
            long lastRead = last;
            return Optional.ofNullable(replay.accounts().user(user))
                    .map(account -> new AccountAt(user, at, lastRead, account));
        }
    }

    private static boolean isBy(Optional<ConsumerRecord<byte[], byte[]>> message, Instant at) {
        return message.isPresent() && message.get().timestamp() <= at.toEpochMilli();
    }

    /// As a person reads it.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(user + " at " + at + ", by the events up to offset " + lastRead + " (version " + account.version()
                + ")");
        lines.add("  balance   " + NanoUsd.of(account.wallet().balanceNanos()));
        lines.add("  reserved  " + NanoUsd.of(account.openNanos()) + " by " + account.openRequests()
                + " open requests");
        lines.add("  owed      " + NanoUsd.of(account.wallet().receivableNanos()));
        for (Grant grant : account.wallet().grants()) {
            lines.add("  grant     " + NanoUsd.of(grant.remainingNanos()) + " left of "
                    + NanoUsd.of(grant.grantedNanos()) + " " + grant.kind() + " " + grant.id());
        }
        lines.add("  plan      " + account.policy().plan() + " " + account.mode()
                + (account.halt() == null ? "" : ", " + account.halt()));
        return lines;
    }
}
