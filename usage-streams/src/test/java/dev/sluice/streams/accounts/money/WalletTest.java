package dev.sluice.streams.accounts.money;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.account.CreditGranted.Kind;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.LedgerTransaction.Entry;
import dev.sluice.contracts.usage.Service;

import static org.assertj.core.api.Assertions.assertThat;

/// Burn order and double entry.
class WalletTest {

    private static final UserId USER = UserId.of(new UUID(0, 1));
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String MODEL = "claude-flat";

    private final Wallet wallet = new Wallet();
    private int grants;

    private List<Entry> grant(Kind kind, long nanos, int priority, @Nullable Instant expires,
            CreditGranted.Scope scope) {
        GrantId id = GrantId.of(new UUID(1, grants++));
        return wallet.grant(USER, new CreditGranted("e", USER, NOW, id, kind, NanoUsd.of(nanos), expires, priority,
                scope, "test", "test"), NOW.toEpochMilli() + grants);
    }

    private List<Long> remaining() {
        return wallet.grants().stream().map(Grant::remainingNanos).toList();
    }

    @Test
    void burnsPlanThenPromotionalThenPaidCredit() {
        grant(Kind.PAID, 100, 0, null, CreditGranted.Scope.EVERYTHING);
        grant(Kind.PROMOTIONAL, 100, 0, null, CreditGranted.Scope.EVERYTHING);
        grant(Kind.PLAN, 100, 0, null, CreditGranted.Scope.EVERYTHING);

        List<Entry> entries = wallet.charge(USER, 150, Service.CLAUDE, MODEL);

        assertThat(wallet.grants()).extracting(Grant::kind).containsExactly(Kind.PROMOTIONAL, Kind.PAID);
        assertThat(remaining()).containsExactly(50L, 100L);
        assertThat(entries).extracting(entry -> entry.amountNanoUsd().nanos()).containsExactly(-100L, -50L, 150L);
    }

    @Test
    void insideAKindItBurnsByPriorityThenExpiryThenAge() {
        grant(Kind.PAID, 1, 0, null, CreditGranted.Scope.EVERYTHING);
        grant(Kind.PAID, 2, 0, NOW.plusSeconds(60), CreditGranted.Scope.EVERYTHING);
        grant(Kind.PAID, 3, -1, null, CreditGranted.Scope.EVERYTHING);
        grant(Kind.PAID, 4, 0, null, CreditGranted.Scope.EVERYTHING);

        assertThat(remaining()).containsExactly(3L, 2L, 1L, 4L);
    }

    @Test
    void creditForAnotherModelIsNotTouchedAndAdmitsNothing() {
        grant(Kind.PROMOTIONAL, 100, 0, null, new CreditGranted.Scope(Set.of(), Set.of("other")));
        grant(Kind.PAID, 100, 0, null, CreditGranted.Scope.EVERYTHING);

        wallet.charge(USER, 30, Service.CLAUDE, MODEL);

        assertThat(remaining()).containsExactly(100L, 70L);
        assertThat(wallet.admissibleNanos()).isEqualTo(70);
        assertThat(wallet.balanceNanos()).isEqualTo(170);
    }

    @Test
    void whatNoCreditCoversIsOwedAndAReturnPaysItFirst() {
        grant(Kind.PAID, 10, 0, null, CreditGranted.Scope.EVERYTHING);

        wallet.charge(USER, 25, Service.CLAUDE, MODEL);
        assertThat(wallet.receivableNanos()).isEqualTo(15);
        wallet.giveBack(USER, 20);

        assertThat(wallet.receivableNanos()).isZero();
        assertThat(wallet.paidNanos()).isEqualTo(5);
    }

    @Test
    void aGrantPastItsTimeGoesToBreakage() {
        grant(Kind.PROMOTIONAL, 10, 0, NOW, CreditGranted.Scope.EVERYTHING);

        assertThat(wallet.expire(USER, NOW.toEpochMilli() - 1)).isEmpty();
        assertThat(wallet.expire(USER, NOW.toEpochMilli())).extracting(Entry::account).contains("breakage");
        assertThat(wallet.balanceNanos()).isZero();
    }

    @Test
    void moreGrantsThanTheBoundAreRefusedButPlainPaidCreditIsKept() {
        for (int i = 0; i < Wallet.GRANTS_MAX; i++) {
            grant(Kind.PROMOTIONAL, 1, 0, null, CreditGranted.Scope.EVERYTHING);
        }

        assertThat(grant(Kind.PROMOTIONAL, 1, 0, null, CreditGranted.Scope.EVERYTHING)).isEmpty();
        assertThat(grant(Kind.PAID, 7, 0, null, CreditGranted.Scope.EVERYTHING)).hasSize(2);
        assertThat(wallet.paidNanos()).isEqualTo(7);
    }

    @Test
    void everyChangeSumsToZeroAndTheWalletIsTheSumOfItsEntries() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            Wallet any = new Wallet();
            Map<String, Long> ledger = new TreeMap<>();
            for (int i = 0; i < 60; i++) {
                List<Entry> entries = anything(any, random, i);
                assertThat(entries.stream().mapToLong(entry -> entry.amountNanoUsd().nanos()).sum())
                        .as("seed %d", seed).isZero();
                entries.forEach(entry -> ledger.merge(entry.account(), entry.amountNanoUsd().nanos(), Long::sum));
            }
            long own = ledger.entrySet().stream().filter(each -> each.getKey().contains(USER.value()))
                    .mapToLong(Map.Entry::getValue).sum();
            assertThat(any.balanceNanos()).as("seed %d", seed).isEqualTo(own);
        }
    }

    private List<Entry> anything(Wallet any, SplittableRandom random, int i) {
        long nanos = random.nextLong(1, 1_000_000_000);
        long now = NOW.toEpochMilli() + i * 1_000L;
        return switch (random.nextInt(6)) {
            case 0, 1 -> any.grant(USER, new CreditGranted("e", USER, NOW, GrantId.of(new UUID(9, i)),
                    Kind.values()[random.nextInt(3)], NanoUsd.of(nanos),
                    random.nextBoolean() ? null : NOW.plusSeconds(random.nextInt(60)), random.nextInt(3),
                    CreditGranted.Scope.EVERYTHING, "", ""), now);
            case 2 -> any.giveBack(USER, nanos);
            case 3 -> any.expire(USER, now);
            case 4 -> any.revoke(USER, GrantId.of(new UUID(9, random.nextInt(i + 1))));
            default -> any.charge(USER, nanos, Service.CODEX, MODEL);
        };
    }
}
