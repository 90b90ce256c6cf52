package dev.sluice.api;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;

import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What people take away: their records, and everything that is known about them.
class ExportIT {

    private static final String USAGE = "/api/client/users/usage/export";
    private static final String DATA = "/api/client/users/export";

    private static final PlayedRecords RECORDS = PlayedPlatform.RECORDS;

    private final ApiClient client = PlayedPlatform.api().client();
    private final Person person = client.signUp();

    @Test
    void recordsComeAsCsvThatNoSpreadsheetRuns() {
        Answer csv = client.get(USAGE, bearer(person)).expect(200);

        List<String> lines = csv.response().body().lines().toList();
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"sluice-usage.csv\"");
        assertThat(csv.header("Cache-Control")).isEqualTo("no-store");
        assertThat(lines).hasSize(1 + PlayedRecords.RECORDS).doesNotHaveDuplicates();
        assertThat(lines.getFirst()).startsWith("id,at,keyId,keyName,service").endsWith("priceBook");
        assertThat(lines.get(1)).contains(",'=cmd|'/c calc'!A1,").contains(",0.018870200,12,345,,,");
        assertThat(lines.get(2)).contains(",\"claude, the \"\"model\"\"\",");
    }

    @Test
    void recordsComeAsJsonLinesWithTheFiltersOfTheList() {
        Answer lines = client.get(USAGE + "?format=jsonl&service=claude&outcome=upstream-error&from="
                + "2026-11-01T00:00:00Z&model=m%26n", bearer(person)).expect(200);

        List<JsonNode> records = lines.response().body().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines.header("Content-Type")).startsWith("application/jsonl");
        assertThat(records).hasSize(PlayedRecords.RECORDS)
                .allSatisfy(record -> assertThat(record.path("costUsd").asString()).isEqualTo("0.018870200"));
        assertThat(RECORDS.asked(person.userId())).containsEntry("outcome", "upstream-error")
                .containsEntry("from", "2026-11-01T00:00:00Z").containsEntry("model", "m&n")
                .containsKeys("cursor", "service");
    }

    @Test
    void anExportThatCannotBeginIsAProblemAndOneThatCannotEndIsCut() {
        RECORDS.awayFromPage(person.userId(), 0);
        assertThat(client.get(USAGE, bearer(person)).expect(503).text("code")).isEqualTo("usage-away");
        assertThat(client.get(DATA, bearer(person)).expect(503).text("code")).isEqualTo("usage-away");

        RECORDS.awayFromPage(person.userId(), 1);
        assertThatThrownBy(() -> client.get(USAGE, bearer(person))).hasStackTraceContaining("IOException");
        assertThatThrownBy(() -> client.get(DATA, bearer(person))).hasStackTraceContaining("IOException");
    }

    @Test
    void unknownFormatsAndForeignTokensAreRefused() {
        client.get(USAGE + "?format=xlsx", bearer(person)).expect(400);
        client.get(USAGE).expect(401);
        client.get(DATA).expect(401);
    }

    @Test
    void everythingKnownAboutAPersonIsOneDocument() {
        client.post("/api/client/keys", Map.of("name", "laptop", "permissions", List.of("claude"), "tags",
                List.of("home")), bearer(person)).expect(201);

        JsonNode data = client.get(DATA, bearer(person)).expect(200).json();

        assertThat(data.path("person").path("email").asString()).isEqualTo(person.email());
        assertThat(data.path("keys").path(0).path("name").asString()).isEqualTo("laptop");
        assertThat(data.path("keys").path(0).path("tags").path(0).asString()).isEqualTo("home");
        assertThat(data.path("sessions").path(0).path("device").asString()).startsWith("Java-http-client");
        assertThat(data.path("signIns").path(0).path("outcome").asString()).isEqualTo("signed-in");
        assertThat(data.path("transactions").path(0).path("amountUsd").asString()).isEqualTo("5.000000000");
        assertThat(data.path("requests")).hasSize(PlayedRecords.RECORDS);
        assertThat(data.toString()).doesNotContain("passwordHash").doesNotContain("$2a$");
    }
}
