package dev.sluice.api;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;
import dev.sluice.contracts.audit.AuditEntry;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.topics.Topics;

import static dev.sluice.api.ApiClient.PASSWORD;
import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

/// Administrators find users, keep them out and let them in again; nobody else does.
class AdministrationIT {

    private static final String USERS = "/api/admin/users/";
    private static final Map<String, String> WHY = Map.of("reason", "card reported stolen");

    private final ApiClient client = PlayedPlatform.api().client();
    private final Person administrator = PlayedPlatform.administrator();
    private final Person person = client.signUp();

    @BeforeAll
    static void nobodyFailedYet() {
        TestedRedis.forgetFailures();
    }

    @Test
    void aUserIsFoundByIdAndByAddress() {
        Answer byId = client.post(USERS + "search", Map.of("search", person.userId()), bearer(administrator));
        Answer byAddress = client.post(USERS + "search", Map.of("search", person.email()), bearer(administrator));
        Answer none = client.post(USERS + "search", Map.of("search", ApiClient.newEmail()), bearer(administrator));

        assertThat(byId.expect(200).json()).isEqualTo(byAddress.expect(200).json());
        assertThat(byId.json().path("items").path(0).path("email").asString()).isEqualTo(person.email());
        assertThat(none.expect(200).json().path("items")).isEmpty();
        assertThat(client.get(USERS + person.userId(), bearer(administrator)).expect(200).text("status"))
                .isEqualTo("ACTIVE");
        assertThat(client.get("/api/admin/plans", bearer(administrator)).expect(200).json().size()).isPositive();
    }

    @Test
    void whoIsSuspendedIsOutUntilResumedAndBothAreWrittenDown() {
        client.post(USERS + person.userId() + "/suspend", WHY, bearer(administrator)).expect(204);

        client.get("/api/client/users/profile", bearer(person)).expect(401);
        assertThat(client.login(person.email(), PASSWORD).expect(403).text("code")).isEqualTo("account-suspended");
        client.post(USERS + person.userId() + "/suspend", WHY, bearer(administrator)).expect(204);

        client.post(USERS + person.userId() + "/resume", Map.of("reason", "a mistake"), bearer(administrator))
                .expect(204);
        client.login(person.email(), PASSWORD).expect(200);
        List<AuditEntry> audit = audit();
        assertThat(audit).extracting(AuditEntry::action).containsExactly("user.suspended", "user.resumed");
        assertThat(audit).allSatisfy(entry -> assertThat(entry.actor()).isEqualTo(administrator.userId()));
        assertThat(audit.getFirst().reason()).isEqualTo("card reported stolen");
        assertThat(audit.getFirst().before()).isEqualTo(Map.of("status", "ACTIVE"));
        assertThat(audit.getFirst().after()).isEqualTo(Map.of("status", "SUSPENDED"));
        assertThat(ApiClient.mailTo(person.email(), "Your account is suspended")).contains("Hello Ada");
        assertThat(ApiClient.mailTo(person.email(), "Your account works again")).contains("/sign-in");
    }

    @Test
    void aPlanIsChangedWithAReasonAndWrittenDown() {
        client.post(USERS + person.userId() + "/plan", Map.of("plan", "pro"), bearer(administrator)).expect(422);
        client.post(USERS + person.userId() + "/plan", Map.of("plan", "pro", "reason", "asked"),
                bearer(administrator)).expect(204);

        assertThat(client.get("/api/client/users/profile", bearer(person)).expect(200).text("plan")).isEqualTo("pro");
        assertThat(audit()).singleElement().satisfies(entry -> {
            assertThat(entry.before()).containsEntry("plan", "free");
            assertThat(entry.after()).containsEntry("plan", "pro");
        });
    }

    @Test
    void nobodyElseGetsIn() {
        Person other = client.signUp();
        List<Answer> answers = List.of(
                client.post(USERS + "search", Map.of("search", person.email()), bearer(other)),
                client.get(USERS + person.userId(), bearer(other)),
                client.get(USERS + other.userId(), bearer(other)),
                client.post(USERS + person.userId() + "/suspend", WHY, bearer(other)),
                client.post(USERS + person.userId() + "/resume", WHY, bearer(other)),
                client.get("/api/admin/plans", bearer(other)),
                client.get("/api/admin/nothing", bearer(other)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.expect(403).text("code")).isEqualTo("forbidden"));
        client.get(USERS + person.userId()).expect(401);
        client.get("/api/client/users/profile", bearer(person)).expect(200);
    }

    @Test
    void anAddressThatIsOnlyClaimedMakesNoAdministrator() {
        Person climber = client.signUp();
        client.put("/api/client/users/profile", Map.of("username", PlayedPlatform.ADMINISTRATOR), bearer(climber))
                .expect(200);

        client.get("/api/admin/plans", bearer(climber)).expect(403);
    }

    /// What was done to the person.
    private List<AuditEntry> audit() {
        return TopicRecords.all(Topics.AUDIT.name()).stream().map(ConsumerRecord::value)
                .map(json -> SluiceJson.mapper().readValue(json, AuditEntry.class))
                .filter(entry -> entry.subject().equals(person.userId())).toList();
    }
}
