package dev.sluice.streams.deciding;

import java.util.Map;

import tools.jackson.core.JsonGenerator;

import dev.sluice.contracts.account.EventJson;
import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.admission.Consumed;
import dev.sluice.contracts.json.InstantText;
import dev.sluice.contracts.json.PlainJson;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;

import static dev.sluice.contracts.json.PlainJson.maybe;
import static dev.sluice.contracts.json.PlainJson.object;

/// The three outputs that nearly every event has, as JSON.
public final class OutputJson {

    private static final Map<Service, String> SERVICES = PlainJson.named(Service.class, Service.values());
    private static final Map<Outcome, String> OUTCOMES = PlainJson.named(Outcome.class, Outcome.values());

    private OutputJson() {}

    public static byte[] of(AccountView view) {
        return object(to -> {
            to.writeStringProperty("userId", view.userId().value());
            to.writeNumberProperty("epoch", view.epoch());
            to.writeNumberProperty("version", view.version());
            to.writeStringProperty("asOf", InstantText.of(view.asOf()));
            to.writeNumberProperty("balanceMicros", view.balanceMicros());
            to.writeNumberProperty("creditMicros", view.creditMicros());
            to.writeNumberProperty("openMicros", view.openMicros());
            AccountView.Halt halt = view.halt();
            maybe(to, "halt", halt == null ? null : halt.name());
            to.writeStringProperty("windows", view.windows().text());
            AccountView.KeyScope key = view.key();
            if (key != null) {
                to.writeObjectPropertyStart("key");
                to.writeStringProperty("keyId", key.keyId().value());
                to.writeNumberProperty("openMicros", key.openMicros());
                to.writeStringProperty("windows", key.windows().text());
                to.writeEndObject();
            }
            to.writeArrayPropertyStart("consumed");
            for (Consumed consumed : view.consumed()) {
                to.writeString(consumed.toString());
            }
            to.writeEndArray();
        });
    }

    public static byte[] of(LedgerTransaction transaction) {
        return object(to -> {
            to.writeStringProperty("transactionId", transaction.transactionId());
            to.writeStringProperty("userId", transaction.userId().value());
            to.writeStringProperty("at", InstantText.of(transaction.at()));
            to.writeStringProperty("kind", transaction.kind());
            to.writeStringProperty("cause", transaction.cause());
            to.writeArrayPropertyStart("entries");
            for (LedgerTransaction.Entry entry : transaction.entries()) {
                to.writeStartObject();
                to.writeStringProperty("account", entry.account());
                to.writeNumberProperty("amountNanoUsd", entry.amountNanoUsd().nanos());
                to.writeEndObject();
            }
            to.writeEndArray();
        });
    }

    public static byte[] of(RatedUsage rated) {
        return object(to -> {
            asked(to, rated);
            answered(to, rated);
            priced(to, rated);
            known(to, rated);
        });
    }

    private static void asked(JsonGenerator to, RatedUsage rated) {
        to.writeStringProperty("requestId", rated.requestId().value());
        to.writeNumberProperty("sequence", rated.sequence());
        to.writeStringProperty("userId", rated.userId().value());
        to.writeStringProperty("keyId", rated.keyId().value());
        to.writeStringProperty("relayId", rated.relayId());
        to.writeStringProperty("admittedAt", InstantText.of(rated.admittedAt()));
        to.writeStringProperty("settledAt", InstantText.of(rated.settledAt()));
        to.writeStringProperty("service", SERVICES.get(rated.service()));
        to.writeStringProperty("route", rated.route());
        to.writeStringProperty("modelAsked", rated.modelAsked());
    }

    private static void answered(JsonGenerator to, RatedUsage rated) {
        maybe(to, "modelAnswered", rated.modelAnswered());
        to.writeStringProperty("modelPriced", rated.modelPriced());
        to.writeBooleanProperty("stream", rated.stream());
        to.writeNumberProperty("status", rated.status());
        to.writeStringProperty("outcome", OUTCOMES.get(rated.outcome()));
        to.writeStringProperty("basis", rated.basis().name());
        EventJson.tokens(to, "tokens", rated.tokens());
        to.writeNumberProperty("webSearches", rated.webSearches());
    }

    private static void priced(JsonGenerator to, RatedUsage rated) {
        to.writeNumberProperty("chargeNanoUsd", rated.chargeNanoUsd().nanos());
        to.writeNumberProperty("residualPico", rated.residualPico());
        to.writeArrayPropertyStart("lines");
        for (RatedUsage.Line line : rated.lines()) {
            to.writeStartObject();
            to.writeStringProperty("tokenClass", line.tokenClass().name());
            to.writeNumberProperty("tokens", line.tokens());
            to.writeNumberProperty("picoUsdPerToken", line.picoUsdPerToken());
            to.writeEndObject();
        }
        to.writeEndArray();
        to.writeArrayPropertyStart("multipliers");
        for (RatedUsage.Multiplier multiplier : rated.multipliers()) {
            to.writeStartObject();
            to.writeStringProperty("name", multiplier.name());
            to.writeNumberProperty("ppm", multiplier.ppm());
            to.writeEndObject();
        }
        to.writeEndArray();
        to.writeStringProperty("priceBook", rated.priceBook().value());
        to.writeNumberProperty("reservedNanoUsd", rated.reservedNanoUsd().nanos());
    }

    private static void known(JsonGenerator to, RatedUsage rated) {
        maybe(to, "firstByteMillis", rated.firstByteMillis());
        maybe(to, "durationMillis", rated.durationMillis());
        maybe(to, "sessionId", rated.sessionId());
        maybe(to, "requestClass", rated.requestClass());
        maybe(to, "errorCode", rated.errorCode());
        maybe(to, "upstreamRequestId", rated.upstreamRequestId());
        to.writeObjectPropertyStart("metadata");
        rated.metadata().forEach(to::writeStringProperty);
        to.writeEndObject();
        maybe(to, "transactionId", rated.transactionId());
        to.writeArrayPropertyStart("flags");
        rated.flags().forEach(to::writeString);
        to.writeEndArray();
    }
}
