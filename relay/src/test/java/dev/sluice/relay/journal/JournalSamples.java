package dev.sluice.relay.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;

import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageExtended;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.journal.segment.JournalRecord;
import dev.sluice.relay.journal.segment.JournalSettings;
import dev.sluice.relay.journal.segment.Position;

/// Events of one user and the journals they go to.
public final class JournalSamples {

    public static final int PARTITIONS = 4;
    public static final int SEGMENT_BYTES = 1024 * 1024;
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    public final UserId user = UserId.of(UUID.randomUUID());
    public final KeyId key = KeyId.of(UUID.randomUUID());
    public final int partition = Partitions.of(user.value(), PARTITIONS);

    /// Journals in a folder; spares are made at once, by the thread that asks.
    public static Journals journals(Path folder) {
        return journals(folder, Runnable::run);
    }

    public static Journals journals(Path folder, Executor background) {
        return new Journals(folder, new JournalSettings(PARTITIONS, SEGMENT_BYTES), InstantSource.system(),
                UUID::randomUUID, background);
    }

    /// Journals that take the time from a test.
    public static Journals journals(Path folder, InstantSource clock) {
        return new Journals(folder, new JournalSettings(PARTITIONS, SEGMENT_BYTES), clock, UUID::randomUUID,
                Runnable::run);
    }

    static Journal create(Path folder) {
        try {
            return journals(folder).create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Closes the journal as a dying process does and adopts it as the next one.
    static Journal adopted(Path folder) {
        try {
            return journals(folder).leftovers().getFirst().close().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Position append(Journal journal, UsageEvent event) {
        return journal.append(event, partition, user.value()).end();
    }

    static List<JournalRecord> records(Journal journal) {
        List<JournalRecord> all = new ArrayList<>();
        JournalReader reader = journal.reader();
        for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
            all.add(record);
        }
        return all;
    }

    public UsageReserved reserved(RequestId request) {
        return new UsageReserved(UUID.randomUUID().toString(), request, user, key, "relay-1", NOON, null, NOON,
                Service.CLAUDE, "/v1/messages", "claude-sonnet-4-5", true, new PriceBookId("pb-2026-11-23.1"),
                TokenUsage.of(1_000, 2_048), NanoUsd.of(33_720_000), 3_048, null, null, Map.of());
    }

    public UsageExtended extended(RequestId request, long output) {
        return new UsageExtended(UUID.randomUUID().toString(), request, user, key, "relay-1", NOON, null, 1,
                NanoUsd.of(30_720_000), 2_048, TokenUsage.of(1_000, output), Basis.PARTIAL);
    }

    public UsageSettled settled(RequestId request) {
        return settled(request, "{\"input_tokens\":1000,\"output_tokens\":500}");
    }

    /// An event with that many bytes that do not compress.
    public UsageSettled tooLarge(RequestId request, int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return settled(request, Base64.getEncoder().encodeToString(noise));
    }

    private UsageSettled settled(RequestId request, String rawUsage) {
        return new UsageSettled(UUID.randomUUID().toString(), request, user, key, "relay-1", NOON, null,
                TokenUsage.of(1_000, 500), Basis.REPORTED, rawUsage,
                "claude-sonnet-4-5", null, null, null, 0, null, "anthropic", 200, Outcome.OK, null, 210L,
                4_100);
    }

    public static RequestId request() {
        return RequestId.of(UUID.randomUUID());
    }
}
