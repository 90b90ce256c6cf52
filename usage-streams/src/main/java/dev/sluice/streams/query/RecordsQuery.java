package dev.sluice.streams.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.query.RecordsAnswer;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;

/// A question for records: a range of time, a page of it, and what narrows it.
record RecordsQuery(Instant from, Instant to, int limit, Optional<String> cursor, Optional<String> key,
        Optional<String> model, Optional<Service> service, Optional<Outcome> outcome, Optional<String> session) {

    private static final int LIMIT_DEFAULT = 50;
    /// A relay's clock may be ahead of ours.
    private static final Duration AHEAD_MAX = Duration.ofMinutes(15);

    /// The parameters as they come in; an absent one does not narrow.
    record Parameters(@Nullable Integer limit, @Nullable String cursor, @Nullable String key, @Nullable String model,
            @Nullable String service, @Nullable String outcome, @Nullable String session, @Nullable String from,
            @Nullable String to) {}

    static RecordsQuery of(Parameters asked, Instant now) {
        return new RecordsQuery(
                asked.from() == null ? Instant.EPOCH : Instant.parse(asked.from()),
                asked.to() == null ? now.plus(AHEAD_MAX) : Instant.parse(asked.to()),
                limit(asked.limit(), LIMIT_DEFAULT), Optional.ofNullable(asked.cursor()),
                Optional.ofNullable(asked.key()), Optional.ofNullable(asked.model()),
                named(asked.service(), Service.class), named(asked.outcome(), Outcome.class),
                Optional.ofNullable(asked.session()));
    }

    static int limit(@Nullable Integer limit, int otherwise) {
        int wanted = limit == null ? otherwise : limit;
        if (wanted < 1 || wanted > RecordsAnswer.LIMIT_MAX) {
            throw new IllegalArgumentException("limit: " + wanted + " (expected: 1.." + RecordsAnswer.LIMIT_MAX + ")");
        }
        return wanted;
    }

    /// Enums by their names on the wire: `claude`, `upstream-error`.
    private static <T extends Enum<T>> Optional<T> named(@Nullable String name, Class<T> type) {
        return Optional.ofNullable(name).map(text -> {
            try {
                return SluiceJson.mapper().convertValue(text, type);
            } catch (JacksonException unknown) {
                throw new IllegalArgumentException(type.getSimpleName().toLowerCase(Locale.ROOT) + ": " + text
                        + " (expected: one of " + Arrays.toString(type.getEnumConstants()) + ")", unknown);
            }
        });
    }

    boolean wants(RatedUsage record) {
        return key.filter(wanted -> !wanted.equals(record.keyId().value())).isEmpty()
                && model.filter(wanted -> !wanted.equals(record.modelPriced())).isEmpty()
                && service.filter(wanted -> wanted != record.service()).isEmpty()
                && outcome.filter(wanted -> wanted != record.outcome()).isEmpty()
                && session.filter(wanted -> !wanted.equals(record.sessionId())).isEmpty();
    }
}
