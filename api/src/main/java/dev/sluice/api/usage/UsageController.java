package dev.sluice.api.usage;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.accounts.StreamsClient;
import dev.sluice.api.people.KeyLabels;
import dev.sluice.api.usage.RecordShapes.ExplainedRequest;
import dev.sluice.api.usage.RecordShapes.RequestPage;
import dev.sluice.api.usage.RecordShapes.RequestRecord;
import dev.sluice.api.usage.UsageReader.GroupBy;
import dev.sluice.api.usage.UsageReader.Range;
import dev.sluice.api.usage.UsageReader.Step;
import dev.sluice.api.usage.UsageShapes.Usage;
import dev.sluice.api.web.Caller;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.WireNames;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.query.RecordsAnswer;
import dev.sluice.contracts.query.UsageAnswer;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;

/// Usage of the signed-in user.
@RestController
@Tag(name = "users")
class UsageController {

    private final UsageReader reader;
    private final StreamsClient streams;
    private final KeyLabels labels;

    UsageController(UsageReader reader, StreamsClient streams, KeyLabels labels) {
        this.reader = reader;
        this.streams = streams;
        this.labels = labels;
    }

    @GetMapping("/api/client/users/usage")
    @Operation(operationId = "getUsage", summary = "Totals, a series and groups of a period; the three sum to the same number.", description = "By session: a range of at most 50,000 requests; the 100 dearest sessions, `~none` for requests without one, `~other` for all that is left.")
    Usage usage(Caller caller, @RequestParam @Nullable Instant from, @RequestParam @Nullable Instant to,
            @RequestParam @Nullable Step step, @RequestParam @Nullable GroupBy groupBy,
            @RequestParam @Nullable @Size(max = 64) String tz) {
        return reader.read(caller.userId(), new Range(from, to, step, tz), groupBy, null,
                groupBy == null ? UnaryOperator.identity() : labels(groupBy, caller));
    }

    private UnaryOperator<String> labels(GroupBy groupBy, Caller caller) {
        return switch (groupBy) {
            case key -> labels.of(caller.userId())::nameOf;
            case session -> UsageController::session;
            case model, service -> UnaryOperator.identity();
        };
    }

    private static String session(String id) {
        return switch (id) {
            case UsageAnswer.NO_SESSION -> "without a session";
            case UsageAnswer.OTHER_SESSIONS -> "all other sessions";
            default -> id;
        };
    }

    @GetMapping("/api/client/users/usage/requests")
    @Operation(operationId = "listRequests", summary = "Requests, newest first.")
    RequestPage requests(Caller caller, @RequestParam @Nullable Instant from, @RequestParam @Nullable Instant to,
            @RequestParam @Nullable @Size(max = 64) String key, @RequestParam @Nullable @Size(max = 128) String model,
            @RequestParam @Nullable Service service, @RequestParam @Nullable Outcome outcome,
            @RequestParam @Nullable @Size(max = 128) String session,
            @RequestParam(defaultValue = "50") @Min(1) @Max(RecordsAnswer.LIMIT_MAX) int limit,
            @RequestParam @Nullable @Size(max = 512) String cursor) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("limit", Integer.toString(limit));
        parameters.put("cursor", text(cursor));
        parameters.put("from", text(from));
        parameters.put("to", text(to));
        parameters.put("key", text(key));
        parameters.put("model", text(model));
        parameters.put("service", service == null ? "" : WireNames.of(service));
        parameters.put("outcome", outcome == null ? "" : WireNames.of(outcome));
        parameters.put("session", text(session));
        try {
            RecordsAnswer answer = streams.records(caller.userId(), parameters);
            return new RequestPage(answer.asOf(), answer.records().stream().map(RequestRecord::of).toList(),
                    answer.nextCursor());
        } catch (IllegalArgumentException refused) {
            throw ProblemException.field("cursor", "malformed", "is not a cursor of this list");
        }
    }

    @GetMapping("/api/client/users/usage/requests/{req}")
    @Operation(operationId = "getRequest", summary = "One request with its charge explained.")
    ExplainedRequest request(Caller caller, @PathVariable @Parameter(name = "req") @Size(max = 64) String req) {
        return streams.record(caller.userId(), requestId(req)).records().stream().findFirst()
                .map(ExplainedRequest::of).orElseThrow(ProblemException::notFound);
    }

    private static RequestId requestId(String text) {
        try {
            return new RequestId(text);
        } catch (IllegalArgumentException notAnId) {
            throw ProblemException.notFound();
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
