package dev.sluice.api.usage;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.api.accounts.StreamsClient;
import dev.sluice.api.usage.UsageShapes.Usage;
import dev.sluice.api.usage.UsageShapes.UsageGroup;
import dev.sluice.api.usage.UsageShapes.UsagePoint;
import dev.sluice.api.usage.UsageShapes.UsageSum;
import dev.sluice.api.web.ProblemException;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.query.UsageAnswer;

/// Reads usage in a range of time.
@Component
public class UsageReader {

    private static final Duration RANGE_DEFAULT = Duration.ofHours(24);

    private final StreamsClient streams;
    private final InstantSource clock;

    UsageReader(StreamsClient streams, InstantSource clock) {
        this.streams = streams;
        this.clock = clock;
    }

    /// Steps a series is cut into.
    public enum Step {
        minute, quarter, hour, day, month
    }

    /// What totals are split by.
    public enum GroupBy {
        key, model, service, session
    }

    /// A question as it comes in; what is absent has its default: the last 24 hours, by hour, in UTC.
    public record Range(@Nullable Instant from, @Nullable Instant to, @Nullable Step step, @Nullable String tz) {}

    /// `key` narrows to one key; `label` names groups for people.
    public Usage read(UserId userId, Range range, @Nullable GroupBy groupBy, @Nullable KeyId key,
            UnaryOperator<String> label) {
        Instant to = range.to() == null ? clock.instant() : range.to();
        Instant from = range.from() == null ? to.minus(RANGE_DEFAULT) : range.from();
        if (!from.isBefore(to)) {
            throw ProblemException.field("from", "range-empty", "is not before `to`");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("from", from.toString());
        parameters.put("to", to.toString());
        parameters.put("step", (range.step() == null ? Step.hour : range.step()).name());
        parameters.put("groupBy", groupBy == null ? "" : groupBy.name());
        parameters.put("key", key == null ? "" : key.value());
        parameters.put("tz", zone(range.tz()));
        try {
            return shaped(streams.usage(userId, parameters), label);
        } catch (IllegalArgumentException refused) {
            throw ProblemException.field("from", "range-too-long", groupBy == GroupBy.session
                    ? "has too many requests or steps; choose a shorter range or a longer step"
                    : "has too many steps; choose a longer step");
        }
    }

    private static Usage shaped(UsageAnswer answer, UnaryOperator<String> label) {
        return new Usage(answer.asOf(), UsageSum.of(answer.totals()),
                answer.series().stream().map(UsagePoint::of).toList(),
                answer.groups().stream().map(group -> UsageGroup.of(group, label.apply(group.id()))).toList());
    }

    private static String zone(@Nullable String tz) {
        try {
            return tz == null ? "UTC" : ZoneId.of(tz).getId();
        } catch (DateTimeException unknown) {
            throw ProblemException.field("tz", "unknown", "is not an IANA time zone");
        }
    }
}
