package dev.sluice.contracts.account;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;

/// What is read by hand against what Jackson reads: the same event, or the same refusal. What is written by hand
/// against what Jackson writes: the same bytes.
class PlainEventsTest {

    private static final String UUID = "01a2c3d4-0001-7000-8000-0123456789ab";
    private static final Instant AT = Instant.parse("2026-11-23T10:15:30.123Z");
    private static final UsageReserved RESERVED = new UsageReserved(UUID, new RequestId("req_" + UUID),
            new UserId("cu_" + UUID), new KeyId("ck_" + UUID), "relay-1", AT, null, AT.plusNanos(1), Service.CODEX,
            "/v1/messages", "a \"model\" ü", true, new PriceBookId("pb-2026-11-23.1"), TokenUsage.of(12_306, 2_048),
            NanoUsd.of(90_184_000), 14_354, UUID, null, Map.of("team", "blue"));
    private static final UsageSettled SETTLED = new UsageSettled(UUID, new RequestId("req_" + UUID),
            new UserId("cu_" + UUID), new KeyId("ck_" + UUID), "relay-1", AT, "00-a-b-01",
            new TokenUsage(101, 47, 30_011, 1_500, 0, 503, 0, 12), Basis.PARTIAL, "{\"input_tokens\":101}", "model",
            "standard", null, null, 3, "req_upstream", "anthropic", 200, Outcome.CLIENT_CANCEL, null, 412L, 1_834);
    /// Values that stand where another is expected.
    private static final List<String> STRANGE = List.of("null", "1", "-1", "0", "1.0", "1e2", "true", "\"\"", "\"7\"",
            "\"claude\"", "\"CLAUDE\"", "\"ok\"", "{}", "[]", "[\"a\"]", "{\"a\":1}", "{\"a\":\"b\"}", "99999999999",
            "99999999999999999999", "\"2026-11-23T10:15:30+01:00\"", "\"2026-11-23T10:15:30Z\"", "1763899200",
            "\"req_" + UUID + "\"");

    @Test
    void ourOwnEventsArePlain() {
        assertThat(PlainEvents.read(UsageReserved.class, AccountEventCodec.encode(RESERVED))).isEqualTo(RESERVED);
        assertThat(PlainEvents.read(UsageSettled.class, AccountEventCodec.encode(SETTLED))).isEqualTo(SETTLED);
    }

    @Test
    void whatIsWrittenIsWhatJacksonWrites() {
        for (AccountEvent event : List.of(RESERVED, SETTLED, bare(RESERVED), bare(SETTLED), full(SETTLED))) {
            assertThat(new String(AccountEventCodec.encode(event), StandardCharsets.UTF_8))
                    .isEqualTo(SluiceJson.mapper().writeValueAsString(event));
        }
    }

    private static UsageReserved bare(UsageReserved of) {
        return new UsageReserved(of.eventId(), of.requestId(), of.userId(), of.keyId(), of.relayId(), Instant.EPOCH,
                null, Instant.EPOCH, Service.CLAUDE, "\u0000\uD83D\uDE00\"\\", "", false, of.priceBook(),
                TokenUsage.NONE,
                NanoUsd.ZERO, 0, null, "background", Map.of());
    }

    private static UsageSettled bare(UsageSettled of) {
        return new UsageSettled(of.eventId(), of.requestId(), of.userId(), of.keyId(), of.relayId(), of.at(), null,
                TokenUsage.NONE, Basis.ESTIMATED, null, null, null, null, null, 0, null, "none", 0, Outcome.CUT, null,
                null, 0);
    }

    private static UsageSettled full(UsageSettled of) {
        return new UsageSettled(of.eventId(), of.requestId(), of.userId(), of.keyId(), of.relayId(), of.at(),
                of.traceparent(), of.tokens(), Basis.REPORTED, "{}", "m", "t", "fast", "eu", 9, "up", "openai", 529,
                Outcome.UPSTREAM_ERROR, "overloaded", 0L, Long.MAX_VALUE, "sent", List.of());
    }

    @Test
    void whatIsNotPlainIsReadAsJacksonReadsIt() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            AccountEvent event = random.nextBoolean() ? RESERVED : SETTLED;
            byte[] json = changed(event, random).getBytes(StandardCharsets.UTF_8);

            assertThat(outcome(() -> AccountEventCodec.decode(AccountEventCodec.type(event), json)))
                    .as(new String(json, StandardCharsets.UTF_8))
                    .isEqualTo(outcome(() -> SluiceJson.mapper().readValue(json, event.getClass())));
        }
    }

    private static Object outcome(Supplier<AccountEvent> reading) {
        try {
            return reading.get();
        } catch (RuntimeException refused) {
            return refused.getClass();
        }
    }

    private static String changed(AccountEvent event, SplittableRandom random) {
        ObjectNode tree = (ObjectNode) SluiceJson.mapper().readTree(AccountEventCodec.encode(event));
        String nested = event.equals(RESERVED) ? "estimate" : "tokens";
        for (int change = random.nextInt(3); change > 0; change--) {
            change(random.nextInt(4) == 0 && tree.get(nested) instanceof ObjectNode inner ? inner : tree, random);
        }
        String json = tree.toString();
        return switch (random.nextInt(12)) {
            case 0 -> json.substring(0, random.nextInt(json.length()));
            case 1 -> json + "{}";
            case 2 -> json.substring(0, json.length() - 1) + ",\"relayId\":\"relay-2\"}";
            case 3 -> " " + json + "\n";
            default -> json;
        };
    }

    private static void change(ObjectNode object, SplittableRandom random) {
        List<String> names = new ArrayList<>(object.propertyNames());
        names.add("earlierAttempts");
        names.add("neverHeardOf");
        String name = names.get(random.nextInt(names.size()));
        @Nullable
        JsonNode value = random.nextInt(4) == 0
                ? null
                : SluiceJson.mapper().readTree(STRANGE.get(random.nextInt(STRANGE.size())));
        if (value == null) {
            object.remove(name);
        } else {
            object.set(name, value);
        }
    }
}
