package dev.sluice.streams.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.CreditGranted.Kind;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.streams.accounts.rows.InMemoryRows;
import dev.sluice.streams.accounts.rows.RecentRows;
import dev.sluice.streams.accounts.rows.StoredRows;

import static org.assertj.core.api.Assertions.assertThat;

/// I6: rows and outputs are a function of the log. Random lives of requests, repeated and out of order,
/// decided twice: once with every row read from its bytes, once with rows kept decoded.
class AccountReplayTest {

    @Test
    void aReplayGivesTheSameRowsToTheByteAndTheSameTransactions() {
        for (long seed = 0; seed < 15; seed++) {
            List<Appended> log = new ArrayList<>();
            AccountWorld world = new AccountWorld();
            randomLives(world, new SplittableRandom(seed), log);

            InMemoryRows again = new InMemoryRows();
            RecentRows kept = new RecentRows(new StoredRows(again));
            List<LedgerTransaction> transactions = new ArrayList<>();
            for (Appended record : log) {
                transactions.addAll(new AccountDecider(0)
                        .decide(kept, record, AccountWorld.books()).transactions());
            }

            assertThat(transactions).as("seed %d", seed).isEqualTo(world.transactions);
            assertThat(again.all()).as("seed %d", seed).hasSameSizeAs(world.store.all());
            for (Map.Entry<String, byte[]> row : again.all().entrySet()) {
                assertThat(world.store.all()).containsEntry(row.getKey(), row.getValue());
            }
        }
    }

    @Test
    void theBalanceIsWhatWasGrantedLessWhatWasCharged() {
        for (long seed = 0; seed < 30; seed++) {
            AccountWorld world = new AccountWorld();
            randomLives(world, new SplittableRandom(seed), new ArrayList<>());

            long charged = world.rated.stream().mapToLong(rated -> rated.chargeNanoUsd().nanos()).sum();
            assertThat(world.account().wallet().balanceNanos()).as("seed %d", seed)
                    .isEqualTo(50_000_000 - charged);
            assertThat(world.account().windows().totalNanos()).as("seed %d", seed)
                    .isEqualTo(charged + world.account().openNanos());
        }
    }

    private static void randomLives(AccountWorld world, SplittableRandom random, List<Appended> log) {
        take(world, log, Appended.plain(world.granted(Kind.PAID, 50_000_000), world.now()));
        List<AccountEvent> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RequestId request = world.request();
            events.add(world.reserved(request, random.nextLong(1, 5_000)));
            if (random.nextBoolean()) {
                events.add(world.extended(request, 1, random.nextLong(1, 500)));
            }
            events.add(switch (random.nextInt(4)) {
                case 0 -> world.failed(request);
                case 1 -> world.abandoned(request, null);
                default -> world.settled(request, TokenUsage.of(random.nextLong(3_000), random.nextLong(3_000)));
            });
        }
        for (int i = 0; i < events.size(); i++) {
            int overtaker = Math.min(events.size() - 1, i + random.nextInt(3));
            take(world, log, new Appended(events.get(overtaker), world.now(), world.journal, overtaker));
            take(world, log, new Appended(events.get(i), world.now(), world.journal, i));
            world.passes(random.nextInt(5));
        }
    }

    private static void take(AccountWorld world, List<Appended> log, Appended record) {
        log.add(record);
        world.decide(record);
    }
}
