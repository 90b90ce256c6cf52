package dev.sluice.api.users;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.api.accounts.StreamsAwayException;
import dev.sluice.api.accounts.StreamsClient;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.people.KeyLabels;
import dev.sluice.api.people.People;
import dev.sluice.api.sessions.KnownSessions;
import dev.sluice.api.sessions.KnownSignIns;
import dev.sluice.api.usage.RecordPages;
import dev.sluice.api.users.DataExport.ExportedKey;
import dev.sluice.api.users.DataExport.ExportedPerson;
import dev.sluice.api.users.DataExport.ExportedTransaction;
import dev.sluice.api.web.Caller;
import dev.sluice.api.web.CutShortException;
import dev.sluice.api.web.ProblemException;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.query.TransactionsAnswer;

/// Gives people everything that is known about them, in one JSON document that is written as it is read.
@RestController
@Tag(name = "users")
class DataExportController {

    private static final int TRANSACTION_PAGES_MAX = 5_000;
    private static final String PAGE = "200";

    private final Directory directory;
    private final People people;
    private final KeyLabels labels;
    private final KnownSessions sessions;
    private final KnownSignIns signIns;
    private final StreamsClient streams;
    private final RecordPages records;
    private final JsonMapper json;
    private final InstantSource clock;

    DataExportController(Directory directory, People people, KeyLabels labels, KnownSessions sessions,
            KnownSignIns signIns, StreamsClient streams, RecordPages records, JsonMapper json, InstantSource clock) {
        this.directory = directory;
        this.people = people;
        this.labels = labels;
        this.sessions = sessions;
        this.signIns = signIns;
        this.streams = streams;
        this.records = records;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/api/client/users/export")
    @Operation(operationId = "exportData", summary = "Everything known about the signed-in person.", description = "Written as it is read; if it cannot be finished the connection is cut. One export at a time.")
    @ApiResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = DataExport.class)))
    void export(Caller caller, HttpServletResponse response) throws IOException {
        UserView view = directory.user(caller.userId()).orElseThrow(ProblemException::notFound);
        ExportedPerson person = people.person(view).map(known -> ExportedPerson.of(view, known))
                .orElseThrow(ProblemException::notFound);
        records.export(caller.userId(), Map.of(), () -> begin(caller.userId(), person, response));
    }

    private DataExportWriter begin(UserId userId, ExportedPerson person, HttpServletResponse response)
            throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"sluice-export.json\"");
        DataExportWriter writer = DataExportWriter.begin(json.createGenerator(response.getOutputStream()));
        writer.value("exportedAt", clock.instant());
        writer.value("person", person);
        writer.value("keys", directory.keys(userId).stream()
                .map(key -> ExportedKey.of(key, labels.label(key))).toList());
        writer.value("sessions", sessions.of(userId));
        writer.value("signIns", signIns.of(userId));
        writer.list("transactions");
        writer.items(List.of());
        transactions(userId, writer);
        writer.endList();
        writer.list("requests");
        return writer;
    }

    private void transactions(UserId userId, DataExportWriter writer) {
        String cursor = "";
        for (int page = 0; cursor != null; page++) {
            if (page >= TRANSACTION_PAGES_MAX) {
                throw new CutShortException("more than " + TRANSACTION_PAGES_MAX + " pages of transactions");
            }
            TransactionsAnswer answer = page(userId, cursor);
            writer.items(answer.transactions().stream().map(ExportedTransaction::of).toList());
            cursor = answer.nextCursor();
        }
    }

    private TransactionsAnswer page(UserId userId, String cursor) {
        try {
            return streams.transactions(userId, Map.of("limit", PAGE, "cursor", cursor));
        } catch (StreamsAwayException away) {
            throw new CutShortException("usage-streams went away");
        }
    }
}
