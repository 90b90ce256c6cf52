package dev.sluice.api.usage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.api.people.KeyLabels;
import dev.sluice.api.usage.RecordShapes.RequestRecord;
import dev.sluice.api.web.Caller;
import dev.sluice.api.web.WireNames;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;

/// Gives the records of the signed-in user away as a file, while it is read: no part of it is kept here.
@RestController
@Tag(name = "users")
class ExportController {

    private static final String CSV = "text/csv;charset=UTF-8";
    private static final String JSON_LINES = "application/jsonl";
    private static final String ABOUT = "Newest first, with the filters of the list. The answer is written as it is "
            + "read, up to a million records; if it cannot be finished the connection is cut. One export at a time.";

    private final RecordPages pages;
    private final KeyLabels labels;
    private final JsonMapper json;

    ExportController(RecordPages pages, KeyLabels labels, JsonMapper json) {
        this.pages = pages;
        this.labels = labels;
        this.json = json;
    }

    /// How a file is written.
    enum ExportFormat {
        csv, jsonl
    }

    @GetMapping("/api/client/users/usage/export")
    @Operation(operationId = "exportUsage", summary = "Requests as CSV or JSON lines.", description = ABOUT)
    @ApiResponse(responseCode = "200", description = "OK", content = {
            @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
            @Content(mediaType = JSON_LINES, schema = @Schema(implementation = RequestRecord.class))})
    void export(Caller caller, @RequestParam(defaultValue = "csv") ExportFormat format,
            @RequestParam @Nullable Instant from, @RequestParam @Nullable Instant to,
            @RequestParam @Nullable @Size(max = 64) String key, @RequestParam @Nullable @Size(max = 128) String model,
            @RequestParam @Nullable Service service, @RequestParam @Nullable Outcome outcome,
            @RequestParam @Nullable @Size(max = 128) String session, HttpServletResponse response)
            throws IOException {
        Map<String, String> filters = Map.of("from", text(from), "to", text(to), "key", text(key), "model",
                text(model), "service", service == null ? "" : WireNames.of(service), "outcome",
                outcome == null ? "" : WireNames.of(outcome), "session", text(session));
        KeyLabels.Names names = labels.of(caller.userId());
        pages.export(caller.userId(), filters, () -> switch (format) {
            case csv -> csv(response, names);
            case jsonl -> jsonLines(response);
        });
    }

    private static RecordPages.Sink csv(HttpServletResponse response, KeyLabels.Names names) throws IOException {
        OutputStream out = file(response, CSV, "csv");
        out.write(CsvRows.header().getBytes(StandardCharsets.UTF_8));
        return page -> write(out, page.stream()
                .map(record -> CsvRows.line(record, names.nameOf(record.keyId()))).toList());
    }

    private RecordPages.Sink jsonLines(HttpServletResponse response) throws IOException {
        OutputStream out = file(response, JSON_LINES, "jsonl");
        return page -> write(out, page.stream().map(record -> json.writeValueAsString(record) + "\n").toList());
    }

    private static OutputStream file(HttpServletResponse response, String type, String ending) throws IOException {
        response.setContentType(type);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"sluice-usage." + ending + "\"");
        return response.getOutputStream();
    }

    /// Each page leaves at once: that is the progress, and the bound of what is held here.
    private static void write(OutputStream out, List<String> lines) throws IOException {
        out.write(String.join("", lines).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
