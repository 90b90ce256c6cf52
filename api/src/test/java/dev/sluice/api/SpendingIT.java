package dev.sluice.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.api.ApiClient.Person;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer;

import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

/// What people see of their money, their limits and their usage.
class SpendingIT {

    private static final String BILLING = "/api/client/users/billing";
    private static final NanoUsd DOLLAR = NanoUsd.parse("1");

    private final ApiClient client = PlayedPlatform.api().client();
    private final Person person = client.signUp();

    @Test
    void everyLimitIsShownWithWhatOfItIsUsed() {
        client.put("/api/admin/users/" + person.userId() + "/limits", Map.of("rateLimit", Map.of("rpm", 7), "budget",
                Map.of("dayUsd", "1.5"), "reason", "a pilot"), bearer(PlayedPlatform.administrator())).expect(204);
        PlayedPlatform.RECORDS.account(account(new AccountAnswer.Used(3, 30, 4, 400, 1, DOLLAR, DOLLAR, DOLLAR, DOLLAR,
                DOLLAR)));

        JsonNode billing = client.get(BILLING, bearer(person)).expect(200).json();

        JsonNode rpm = limit(billing, "rpm");
        assertThat(rpm.path("max").asLong()).isEqualTo(7);
        assertThat(rpm.path("used").asLong()).isEqualTo(3);
        JsonNode day = limit(billing, "day");
        assertThat(day.path("maxUsd").asString()).isEqualTo("1.500000000");
        assertThat(day.path("usedUsd").asString()).isEqualTo("1.000000000");
        assertThat(day.has("max")).isFalse();
        assertThat(billing.path("limits").valueStream().map(each -> each.path("limit").asString()))
                .doesNotContain("week", "total");
        assertThat(billing.path("invoices").isArray()).isTrue();
    }

    @Test
    void ofWhoeverHasNotBegunNothingIsUsed() {
        JsonNode billing = client.get(BILLING, bearer(person)).expect(200).json();

        assertThat(billing.path("limits")).isNotEmpty()
                .allSatisfy(each -> assertThat(each.path("used").asLong(0)).isZero());
        assertThat(limit(billing, "rpm").path("used").isNumber()).isTrue();
    }

    @Test
    void whatIsUsedIsLeftOutWhileItIsNotKnown() {
        PlayedPlatform.RECORDS.account(account(null));

        JsonNode rpm = limit(client.get(BILLING, bearer(person)).expect(200).json(), "rpm");

        assertThat(rpm.path("max").asLong()).isPositive();
        assertThat(rpm.has("used")).isFalse();
    }

    @Test
    void usageIsGroupedBySession() {
        JsonNode groups = client.get("/api/client/users/usage?groupBy=session", bearer(person)).expect(200).json()
                .path("groups");

        assertThat(groups.valueStream().map(group -> group.path("label").asString())).containsExactly("chat-7",
                "without a session", "all other sessions");
        client.get("/api/client/users/usage?groupBy=colour", bearer(person)).expect(400);
    }

    private AccountAnswer account(AccountAnswer.@Nullable Used used) {
        return new AccountAnswer(new UserId(person.userId()), Instant.parse("2026-11-23T12:00:00Z"), 7, "free",
                AccountAnswer.Status.ACTIVE, NanoUsd.parse("5"), NanoUsd.ZERO, 0, NanoUsd.ZERO, DOLLAR, DOLLAR,
                List.of(), used);
    }

    private static JsonNode limit(JsonNode billing, String name) {
        return billing.path("limits").valueStream().filter(each -> each.path("limit").asString().equals(name))
                .findFirst().orElseThrow();
    }
}
