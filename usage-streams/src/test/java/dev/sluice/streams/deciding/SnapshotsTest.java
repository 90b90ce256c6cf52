package dev.sluice.streams.deciding;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.rated.AccountSnapshot;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.accounts.AccountDecider;
import dev.sluice.streams.snapshots.DamagedSnapshot;
import dev.sluice.streams.snapshots.Snapshot;
import dev.sluice.streams.snapshots.SnapshotWriter;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.SampleEvents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A snapshot has the rows as they were at one offset, whatever the log brings while it is written.
class SnapshotsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final int USERS = 700;

    private final KeyValueStore<String, byte[]> store = store();
    private final Map<String, byte[]> chunks = new HashMap<>();
    private final List<AccountSnapshot> manifests = new ArrayList<>();
    private final SnapshotWriter writer = new SnapshotWriter(store, 0, DecidingTopology.EPOCH, new Written());
    private final GuardedDecider decider = new GuardedDecider(new AccountDecider(DecidingTopology.EPOCH),
            writer.guarded(), () -> PriceBooks.NONE, _ -> {
            });
    private final List<UserId> users = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();

    SnapshotsTest() {
        for (int i = 0; i < USERS; i++) {
            users.add(RelaySide.newUser());
        }
    }

    private static KeyValueStore<String, byte[]> store() {
        KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("accounts"),
                Serdes.String(), Serdes.ByteArray()).withLoggingDisabled().withCachingDisabled().build();
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
        return store;
    }

    /// The topic as its readers see it.
    private final class Written implements SnapshotWriter.Sink {

        @Override
        public void chunk(String key, byte @Nullable [] rows) {
            if (rows == null) {
                chunks.remove(key);
            } else {
                chunks.put(key, rows);
            }
        }

        @Override
        public void manifest(AccountSnapshot snapshot) {
            manifests.add(snapshot);
        }
    }

    @Test
    void hasTheRowsOfItsOffsetThoughTheyChangeMeanwhile() {
        grantAll(NOON);
        finish();
        Instant tomorrow = NOON.plus(Duration.ofDays(1));
        grant(users.getFirst(), tomorrow);
        writer.step();
        grantAll(tomorrow.plusSeconds(1));
        writer.step();
        for (int i = 0; i < USERS; i++) {
            grant(RelaySide.newUser(), tomorrow.plusSeconds(2));
        }
        finish();

        assertThat(manifests).hasSize(2);
        AccountSnapshot second = manifests.getLast();
        assertThat(second.offset()).isEqualTo(USERS + 1L);
        assertThat(second.until()).isEqualTo(tomorrow);
        assertThat(Snapshot.of(second, chunks).rows()).containsExactlyInAnyOrderEntriesOf(replayed(second.offset()));
    }

    @Test
    void theOneBeforeStaysWholeUntilTheNextIs() {
        grantAll(NOON);
        finish();
        AccountSnapshot first = manifests.getFirst();
        grantAll(NOON.plus(Duration.ofDays(1)));
        writer.step();

        assertThat(manifests).hasSize(1);
        assertThat(Snapshot.of(first, chunks).rows()).containsExactlyInAnyOrderEntriesOf(replayed(first.offset()));
    }

    @Test
    void thereIsOneForEachDayOfTheLog() {
        grant(users.getFirst(), NOON);
        finish();
        grant(users.getFirst(), NOON.plusSeconds(3_600));
        finish();
        for (int day = 1; day <= 3; day++) {
            grant(users.getFirst(), NOON.plus(Duration.ofDays(day)));
            finish();
        }

        assertThat(manifests).extracting(AccountSnapshot::offset).containsExactly(1L, 3L, 4L, 5L);
        assertThat(manifests).extracting(AccountSnapshot::slot).containsExactly(0, 1, 0, 1);
        assertThat(chunks).hasSize(2);
    }

    @Test
    void aChunkThatIsMissingOrAnotherIsFound() {
        grantAll(NOON);
        finish();
        AccountSnapshot whole = manifests.getFirst();
        Map<String, byte[]> none = Map.of();
        Map<String, byte[]> altered = new HashMap<>(chunks);
        byte[] chunk = chunks.getOrDefault(AccountSnapshot.chunkKey(0, 0, 0), new byte[0]).clone();
        chunk[chunk.length - 1]++;
        altered.put(AccountSnapshot.chunkKey(0, 0, 0), chunk);

        assertThatThrownBy(() -> Snapshot.of(whole, none)).isInstanceOf(DamagedSnapshot.class)
                .hasMessageContaining("chunk 0 is missing");
        assertThatThrownBy(() -> Snapshot.of(whole, altered)).isInstanceOf(DamagedSnapshot.class)
                .hasMessageContaining("rows of the hash");
    }

    private void grantAll(Instant at) {
        users.forEach(user -> grant(user, at));
    }

    private void grant(UserId user, Instant at) {
        AccountEvent event = SampleEvents.granted(user, NanoUsd.parse("1"));
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_type", AccountEventCodec.type(event).getBytes(StandardCharsets.UTF_8));
        byte[] key = user.value().getBytes(StandardCharsets.UTF_8);
        byte[] value = AccountEventCodec.encode(event);
        var record = new ConsumerRecord<>(Topics.ACCOUNT_EVENTS.name(), 0, log.size(), at.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME, key.length, value.length, key, value, headers, Optional.empty());
        log.add(record);
        var _ = decider.decide(Incoming.of(record, 1));
        writer.decided(record.offset());
        writer.look(at.toEpochMilli());
    }

    private void finish() {
        while (writer.isUnderWay()) {
            writer.step();
        }
    }

    private Map<String, byte[]> replayed(long offset) {
        LogReplay replay = new LogReplay(PriceBooks.NONE, 1, Map.of());
        for (ConsumerRecord<byte[], byte[]> record : log.subList(0, (int) offset)) {
            var _ = replay.next(record);
        }
        return replay.rows();
    }
}
