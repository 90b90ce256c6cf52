package dev.sluice.streams.deciding;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.admission.Consumed;
import dev.sluice.contracts.admission.WindowsView;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenClass;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.SampleEvents;

import static org.assertj.core.api.Assertions.assertThat;

/// What is written by hand against what `SluiceJson` writes, with every field there and absent in turn.
class OutputJsonTest {

    private static final int ROUNDS = 2_000;
    private static final Instant AT = Instant.parse("2026-11-23T12:00:00.5Z");

    private final SplittableRandom random = new SplittableRandom(4);

    @Test
    void aViewIsWhatTheMapperWrites() {
        for (int i = 0; i < ROUNDS; i++) {
            AccountView.Halt halt = maybe(one(AccountView.Halt.values()));
            AccountView.KeyScope key = maybe(new AccountView.KeyScope(SampleEvents.KEY, number(),
                    new WindowsView("1,2,3;;;" + number())));
            List<Consumed> consumed = List.of(new Consumed(RelaySide.newRequest(), 0, random.nextInt(9)));
            AccountView view = new AccountView(RelaySide.newUser(), random.nextInt(), number(), AT, number(), number(),
                    number(), halt, WindowsView.EMPTY, key, random.nextBoolean() ? List.of() : consumed);

            assertThat(text(OutputJson.of(view))).isEqualTo(mapped(view));
        }
    }

    @Test
    void aTransactionIsWhatTheMapperWrites() {
        for (int i = 0; i < ROUNDS; i++) {
            long nanos = random.nextInt();
            LedgerTransaction transaction = new LedgerTransaction("id", RelaySide.newUser(), AT, strange(), strange(),
                    List.of(new LedgerTransaction.Entry(strange(), NanoUsd.of(nanos)),
                            new LedgerTransaction.Entry("revenue:usage", NanoUsd.of(-nanos))));

            assertThat(text(OutputJson.of(transaction))).isEqualTo(mapped(transaction));
        }
    }

    @Test
    void aRatedRecordIsWhatTheMapperWrites() {
        for (int i = 0; i < ROUNDS; i++) {
            RatedUsage rated = rated();

            assertThat(text(OutputJson.of(rated))).isEqualTo(mapped(rated));
        }
    }

    private RatedUsage rated() {
        TokenUsage tokens = new TokenUsage(random.nextInt(99), 10, random.nextInt(99), 1, 2, 3, 4, random.nextInt(9));
        RatedUsage.Line line = new RatedUsage.Line(one(TokenClass.values()), 7, number());
        RatedUsage.Multiplier multiplier = new RatedUsage.Multiplier(strange(), number());
        return new RatedUsage(RelaySide.newRequest(), random.nextInt(3), RelaySide.newUser(), SampleEvents.KEY,
                strange(), AT, AT.plusNanos(random.nextInt(1_000)), one(Service.values()), strange(), strange(),
                maybe(strange()), strange(), random.nextBoolean(), random.nextInt(600), one(Outcome.values()),
                one(Basis.values()), tokens, number(), NanoUsd.of(number()), number(),
                random.nextBoolean() ? List.of() : List.of(line, line),
                random.nextBoolean() ? List.of() : List.of(multiplier), new PriceBookId("pb-2026-11-23.1"),
                NanoUsd.of(number()), maybe(number()), maybe(number()), maybe(strange()), maybe(strange()),
                maybe(strange()), maybe(strange()), random.nextBoolean() ? Map.of() : Map.of("a", strange(), "b", "c"),
                maybe(strange()), random.nextBoolean() ? List.of() : List.of("ADJUSTED", strange()));
    }

    private long number() {
        return random.nextBoolean() ? random.nextLong() : random.nextLong(10);
    }

    private String strange() {
        return one("plain", "", "a \"b\" \\ /", "\u0000\u001b\n\t", "ü → 的 😀", "\u2028\u007f");
    }

    @SafeVarargs
    private <T> T one(T... all) {
        return all[random.nextInt(all.length)];
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextBoolean() ? null : Objects.requireNonNull(value);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static String mapped(Object value) {
        return text(SluiceJson.mapper().writeValueAsBytes(value));
    }
}
