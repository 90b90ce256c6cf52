package dev.sluice.contracts.account;

import java.util.Map;

import tools.jackson.core.JsonGenerator;

import dev.sluice.contracts.json.InstantText;
import dev.sluice.contracts.json.PlainJson;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;

import static dev.sluice.contracts.json.PlainJson.maybe;

/// The two events that nearly all records are, as JSON. The relay writes both for each request, between two reads of
/// the network.
public final class EventJson {

    private static final Map<Service, String> SERVICES = PlainJson.named(Service.class, Service.values());
    private static final Map<Basis, String> BASES = PlainJson.named(Basis.class, Basis.values());
    private static final Map<Outcome, String> OUTCOMES = PlainJson.named(Outcome.class, Outcome.values());

    private EventJson() {}

    static byte[] of(UsageReserved reserved) {
        return PlainJson.object(to -> {
            named(to, reserved);
            to.writeStringProperty("admittedAt", InstantText.of(reserved.admittedAt()));
            to.writeStringProperty("service", SERVICES.get(reserved.service()));
            to.writeStringProperty("route", reserved.route());
            to.writeStringProperty("modelAsked", reserved.modelAsked());
            to.writeBooleanProperty("stream", reserved.stream());
            to.writeStringProperty("priceBook", reserved.priceBook().value());
            tokens(to, "estimate", reserved.estimate());
            to.writeNumberProperty("reservedNanoUsd", reserved.reservedNanoUsd().nanos());
            to.writeNumberProperty("reservedTokens", reserved.reservedTokens());
            maybe(to, "sessionId", reserved.sessionId());
            maybe(to, "requestClass", reserved.requestClass());
            to.writeObjectPropertyStart("metadata");
            reserved.metadata().forEach(to::writeStringProperty);
            to.writeEndObject();
        });
    }

    /// Of one attempt: earlier ones are not written here.
    static byte[] of(UsageSettled settled) {
        return PlainJson.object(to -> {
            named(to, settled);
            tokens(to, "tokens", settled.tokens());
            to.writeStringProperty("basis", BASES.get(settled.basis()));
            maybe(to, "rawUsage", settled.rawUsage());
            maybe(to, "modelAnswered", settled.modelAnswered());
            maybe(to, "serviceTier", settled.serviceTier());
            maybe(to, "speed", settled.speed());
            maybe(to, "geography", settled.geography());
            to.writeNumberProperty("webSearches", settled.webSearches());
            maybe(to, "upstreamRequestId", settled.upstreamRequestId());
            to.writeStringProperty("upstream", settled.upstream());
            to.writeNumberProperty("status", settled.status());
            to.writeStringProperty("outcome", OUTCOMES.get(settled.outcome()));
            maybe(to, "errorCode", settled.errorCode());
            maybe(to, "firstByteMillis", settled.firstByteMillis());
            to.writeNumberProperty("durationMillis", settled.durationMillis());
            maybe(to, "modelSent", settled.modelSent());
        });
    }

    private static void named(JsonGenerator to, UsageEvent event) {
        to.writeStringProperty("eventId", event.eventId());
        to.writeStringProperty("requestId", event.requestId().value());
        to.writeStringProperty("userId", event.userId().value());
        to.writeStringProperty("keyId", event.keyId().value());
        to.writeStringProperty("relayId", event.relayId());
        to.writeStringProperty("at", InstantText.of(event.at()));
        maybe(to, "traceparent", event.traceparent());
    }

    public static void tokens(JsonGenerator to, String name, TokenUsage tokens) {
        to.writeObjectPropertyStart(name);
        to.writeNumberProperty("input", tokens.input());
        to.writeNumberProperty("output", tokens.output());
        to.writeNumberProperty("cacheRead", tokens.cacheRead());
        to.writeNumberProperty("cacheWrite5m", tokens.cacheWrite5m());
        to.writeNumberProperty("cacheWrite30m", tokens.cacheWrite30m());
        to.writeNumberProperty("cacheWrite1h", tokens.cacheWrite1h());
        to.writeNumberProperty("cacheWrite12h", tokens.cacheWrite12h());
        to.writeNumberProperty("reasoning", tokens.reasoning());
        to.writeEndObject();
    }
}
