package dev.sluice.api;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;

import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

/// Administrators give and take back credit: billing is told who wants it, why, and under which key.
class GrantAdministrationIT {

    private final ApiClient client = PlayedPlatform.api().client();
    private final Person administrator = PlayedPlatform.administrator();
    private final Person person = client.signUp();
    private final String grants = "/api/admin/users/" + person.userId() + "/grants";

    @BeforeAll
    static void nobodyFailedYet() {
        TestedRedis.forgetFailures();
    }

    @Test
    void creditIsGivenByAnAdministratorUnderAKey() {
        Answer given = give("5", "support-4711").expect(201);

        assertThat(given.text("id")).isEqualTo(PlayedBilling.GRANT);
        assertThat(given.text("remainingUsd")).isEqualTo("5.000000000");
        assertThat(asked()).singleElement().satisfies(asked -> {
            assertThat(asked.body().path("by").asString()).isEqualTo(administrator.userId());
            assertThat(asked.body().path("reason").asString()).isEqualTo("an apology");
            assertThat(asked.body().path("kind").asString()).isEqualTo("promotional");
            assertThat(asked.idempotencyKey()).matches("[0-9a-f]{64}");
        });
    }

    @Test
    void aRepeatReachesBillingUnderTheSameKeyAndAnotherAdministratorUnderAnother() {
        give("5", "the same");
        give("5", "the same");
        client.post(grants, grant("5"), "Authorization", "Bearer " + RunningApi.CREDENTIAL, "Idempotency-Key",
                "the same").expect(201);

        List<String> keys = asked().stream().map(PlayedBilling.Asked::idempotencyKey).toList();
        assertThat(keys).hasSize(3);
        assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
    }

    @Test
    void whatBillingSaysIsSaid() {
        assertThat(give("1", "later").expect(202).json().has("remainingUsd")).isFalse();
        assertThat(give("13", "used").expect(409).text("code")).isEqualTo("idempotency-key-reused");
        assertThat(give("-5", "less").expect(422).text("code")).isEqualTo("invalid");
        Answer away = give("503", "away").expect(503);
        assertThat(away.text("code")).isEqualTo("billing-away");
        assertThat(away.header("Retry-After")).isNotEmpty();
    }

    @Test
    void withoutKeyReasonOrUserNothingIsGiven() {
        client.post(grants, grant("5"), bearer(administrator)).expect(400);
        client.post(grants, Map.of("amountUsd", "5", "kind", "paid"), withKey("a key")).expect(422);
        client.post("/api/admin/users/cu_00007000-0000-0000-0000-000000000099/grants", grant("5"), withKey("a key"))
                .expect(404);

        assertThat(asked()).isEmpty();
    }

    @Test
    void whatIsLeftIsTakenBackForAReason() {
        String path = grants + "/" + PlayedBilling.GRANT + "/revoke";

        client.post(path, Map.of(), bearer(administrator)).expect(422);
        assertThat(client.post(path, Map.of("reason", "a mistake"), bearer(administrator)).expect(200)
                .text("remainingUsd")).isEqualTo("0.000000000");
        client.post(grants + "/" + PlayedBilling.UNKNOWN + "/revoke", Map.of("reason", "a mistake"),
                bearer(administrator)).expect(404);
        assertThat(asked()).first().satisfies(asked -> {
            assertThat(asked.body().path("by").asString()).isEqualTo(administrator.userId());
            assertThat(asked.body().path("reason").asString()).isEqualTo("a mistake");
        });
    }

    @Test
    void anAccountNobodySawHasNoCredit() {
        Answer credit = client.get(grants, bearer(administrator)).expect(200);

        assertThat(credit.json().path("items")).isEmpty();
        assertThat(credit.text("balanceUsd")).isEqualTo("0.000000000");
    }

    private Answer give(String amount, String key) {
        return client.post(grants, grant(amount), withKey(key));
    }

    private static Map<String, String> grant(String amount) {
        return Map.of("amountUsd", amount, "kind", "promotional", "reason", "an apology");
    }

    private String[] withKey(String key) {
        return new String[]{"Authorization", "Bearer " + administrator.accessToken(), "Idempotency-Key", key};
    }

    private List<PlayedBilling.Asked> asked() {
        return PlayedPlatform.BILLING.askedFor(person.userId());
    }
}
