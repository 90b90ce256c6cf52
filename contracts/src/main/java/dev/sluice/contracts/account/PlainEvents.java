package dev.sluice.contracts.account;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.PlainFields;
import dev.sluice.contracts.json.PlainFields.Field;
import dev.sluice.contracts.json.PlainFields.Kind;
import dev.sluice.contracts.json.PlainValues;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;

/// Reads the two events that nearly all records are, field by field.
final class PlainEvents {

    private static final PlainFields TOKENS = new PlainFields(
            List.of("input", "output", "cacheRead", "cacheWrite5m", "cacheWrite30m", "cacheWrite1h", "cacheWrite12h",
                    "reasoning").stream().map(name -> Field.of(Kind.NUMBER, name)).toList());

    private static final PlainFields RESERVED = new PlainFields(List.of(
            text("eventId"), text("requestId"), text("userId"), text("keyId"), text("relayId"),
            Field.of(Kind.INSTANT, "at"), maybe("traceparent"), Field.of(Kind.INSTANT, "admittedAt"), text("service"),
            text("route"), text("modelAsked"), Field.of(Kind.FLAG, "stream"), text("priceBook"),
            Field.of(TOKENS, "estimate"), Field.of(Kind.NUMBER, "reservedNanoUsd"),
            Field.of(Kind.NUMBER, "reservedTokens"), maybe("sessionId"), maybe("requestClass"),
            Field.of(Kind.TEXTS, "metadata")));

    private static final PlainFields SETTLED = new PlainFields(List.of(
            text("eventId"), text("requestId"), text("userId"), text("keyId"), text("relayId"),
            Field.of(Kind.INSTANT, "at"), maybe("traceparent"), Field.of(TOKENS, "tokens"), text("basis"),
            maybe("rawUsage"), maybe("modelAnswered"), maybe("serviceTier"), maybe("speed"), maybe("geography"),
            Field.of(Kind.NUMBER, "webSearches"), maybe("upstreamRequestId"), text("upstream"),
            Field.of(Kind.NUMBER, "status"), text("outcome"), maybe("errorCode"),
            Field.of(Kind.OPTIONAL_NUMBER, "firstByteMillis"), Field.of(Kind.NUMBER, "durationMillis"),
            maybe("modelSent"), Field.of(Kind.RARE, "earlierAttempts")));

    private static final Map<String, Service> SERVICES = named(Service.values());
    private static final Map<String, Basis> BASES = named(Basis.values());
    private static final Map<String, Outcome> OUTCOMES = named(Outcome.values());

    private PlainEvents() {}

    /// Null for whatever is not plain: Jackson says what it is, or what is wrong with it.
    static @Nullable AccountEvent read(Class<? extends AccountEvent> type, byte[] json) {
        try {
            if (type == UsageReserved.class) {
                return RESERVED.read(json).map(PlainEvents::reserved).orElse(null);
            }
            return type == UsageSettled.class ? SETTLED.read(json).map(PlainEvents::settled).orElse(null) : null;
        } catch (IllegalArgumentException | ArithmeticException notPlain) {
            return null;
        }
    }

    /// In the order of the fields: arguments are evaluated from left to right (JLS 15.7.4).
    private static UsageReserved reserved(PlainValues in) {
        return new UsageReserved(in.text(), new RequestId(in.text()), new UserId(in.text()), new KeyId(in.text()),
                in.text(), in.instant(), in.maybeText(), in.instant(), in.oneOf(SERVICES), in.text(), in.text(),
                in.flag(), new PriceBookId(in.text()), tokens(in.object()), NanoUsd.of(in.number()), in.number(),
                in.maybeText(), in.maybeText(), in.texts());
    }

    private static UsageSettled settled(PlainValues in) {
        return new UsageSettled(in.text(), new RequestId(in.text()), new UserId(in.text()), new KeyId(in.text()),
                in.text(), in.instant(), in.maybeText(), tokens(in.object()), in.oneOf(BASES), in.maybeText(),
                in.maybeText(), in.maybeText(), in.maybeText(), in.maybeText(), in.number(), in.maybeText(),
                in.text(), Math.toIntExact(in.number()), in.oneOf(OUTCOMES), in.maybeText(), in.maybeNumber(),
                in.number(), in.maybeText(), null);
    }

    private static TokenUsage tokens(PlainValues in) {
        return new TokenUsage(in.number(), in.number(), in.number(), in.number(), in.number(), in.number(),
                in.number(), in.number());
    }

    /// The constants of an enum under the names that Jackson gives them.
    private static <E extends Enum<E>> Map<String, E> named(E[] constants) {
        return Arrays.stream(constants).collect(Collectors.toUnmodifiableMap(
                constant -> SluiceJson.mapper().valueToTree(constant).asString(), Function.identity()));
    }

    private static Field text(String name) {
        return Field.of(Kind.TEXT, name);
    }

    private static Field maybe(String name) {
        return Field.of(Kind.OPTIONAL_TEXT, name);
    }
}
