package dev.sluice.streams.accounts.rows;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;

/// The reservation inside a row, field by field: a third of its JSON, and read without a parser. Every field is
/// kept, so that what version 1 kept as JSON comes back the same.
final class ReservationCodec {

    private static final Service[] SERVICES = Service.values();

    private ReservationCodec() {}

    static void write(RowWriter out, UsageReserved event) {
        out.uuidOrText(event.eventId());
        out.id(event.requestId().value(), RequestId.PREFIX);
        out.id(event.userId().value(), UserId.PREFIX);
        out.id(event.keyId().value(), KeyId.PREFIX);
        out.text(event.relayId());
        write(out, event.at());
        out.option(event.traceparent());
        write(out, event.admittedAt());
        out.number(event.service().ordinal());
        out.text(event.route());
        out.text(event.modelAsked());
        out.flag(event.stream());
        out.text(event.priceBook().value());
        write(out, event.estimate());
        out.number(event.reservedNanoUsd().nanos());
        out.number(event.reservedTokens());
        out.option(event.sessionId());
        out.option(event.requestClass());
        out.number(event.metadata().size());
        if (event.metadata().isEmpty()) {
            return;
        }
        event.metadata().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> {
            out.text(each.getKey());
            out.text(each.getValue());
        });
    }

    static UsageReserved read(RowReader in) {
        return new UsageReserved(in.uuidOrText(), new RequestId(in.id(RequestId.PREFIX)),
                new UserId(in.id(UserId.PREFIX)), new KeyId(in.id(KeyId.PREFIX)), in.text(), instant(in), in.option(),
                instant(in), SERVICES[(int) in.number()], in.text(), in.text(), in.flag(),
                new PriceBookId(in.text()), tokens(in), NanoUsd.of(in.number()), in.number(), in.option(),
                in.option(), texts(in));
    }

    private static Map<String, String> texts(RowReader in) {
        long left = in.number();
        if (left == 0) {
            return Map.of();
        }
        Map<String, String> texts = new HashMap<>();
        for (; left > 0; left--) {
            texts.put(in.text(), in.text());
        }
        return texts;
    }

    private static void write(RowWriter out, Instant instant) {
        out.number(instant.getEpochSecond());
        out.number(instant.getNano());
    }

    private static Instant instant(RowReader in) {
        return Instant.ofEpochSecond(in.number(), in.number());
    }

    static void write(RowWriter out, TokenUsage tokens) {
        out.number(tokens.input());
        out.number(tokens.output());
        out.number(tokens.cacheRead());
        out.number(tokens.cacheWrite5m());
        out.number(tokens.cacheWrite30m());
        out.number(tokens.cacheWrite1h());
        out.number(tokens.cacheWrite12h());
        out.number(tokens.reasoning());
    }

    static TokenUsage tokens(RowReader in) {
        return new TokenUsage(in.number(), in.number(), in.number(), in.number(), in.number(), in.number(),
                in.number(), in.number());
    }
}
