package dev.sluice.billing.grants;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.billing.testing.BillingInstance;
import dev.sluice.billing.testing.LogReader;
import dev.sluice.billing.testing.StubStreams;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer;
import dev.sluice.contracts.testing.TestKafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The internal door for credit, against a real log.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantDoorIT {

    private static final URI NO_API = URI.create("http://127.0.0.1:1");
    private static final Duration SOON = Duration.ofSeconds(60);

    private final UserId user = UserId.of(UUID.randomUUID());
    private final StubStreams streams;
    private final BillingInstance billing;
    private final LogReader log;

    GrantDoorIT() throws IOException {
        String kafka = TestKafka.shared().bootstrapServers();
        streams = new StubStreams(BillingInstance.CREDENTIAL);
        billing = BillingInstance.started(kafka, NO_API, streams.url());
        log = new LogReader(kafka);
    }

    @BeforeAll
    void becomesReady() {
        await().atMost(SOON).until(billing::isReady);
    }

    @AfterAll
    void stop() {
        log.close();
        billing.close();
        streams.close();
    }

    @Test
    void acceptsWhatTheAccountDoesNotShowYet() throws Exception {
        UserId unseen = UserId.of(UUID.randomUUID());

        HttpResponse<String> answer = billing.grant("half-a-dollar", body(unseen, "0.50"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(log.grantsOf(unseen)).singleElement().satisfies(grant -> {
            assertThat(grant.amountNanoUsd()).isEqualTo(NanoUsd.parse("0.5"));
            assertThat(grant.kind()).isEqualTo(CreditGranted.Kind.PAID);
            assertThat(grant.reason()).isEqualTo("a test");
            assertThat(grant.grantId()).isEqualTo(GrantIds.requested(unseen, "half-a-dollar"));
        });
    }

    @Test
    void answersOnceTheAccountShowsIt() throws Exception {
        shows(user, "first", "5");

        HttpResponse<String> answer = billing.grant("first", body(user, "5"));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"amountUsd\":\"5.000000000\"", "\"remainingUsd\":\"5.000000000\"",
                GrantIds.requested(user, "first").value());
    }

    @Test
    void aRepeatIsTheSameGrant() throws Exception {
        UserId twice = UserId.of(UUID.randomUUID());
        billing.grant("again", body(twice, "1"));

        billing.grant("again", body(twice, "1"));

        assertThat(log.grantsOf(twice)).extracting(CreditGranted::grantId).hasSize(2)
                .containsOnly(GrantIds.requested(twice, "again"));
    }

    @Test
    void refusesAKeyThatHasGivenSomethingElse() throws Exception {
        UserId greedy = UserId.of(UUID.randomUUID());
        shows(greedy, "reused", "5");

        HttpResponse<String> answer = billing.grant("reused", body(greedy, "500"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("\"code\":\"idempotency-key-reused\"");
    }

    @Test
    void whatIsGivenStandsInTheAuditOnceWithWhoAndWhy() throws Exception {
        UserId rich = UserId.of(UUID.randomUUID());
        billing.grant("audited", body(rich, "2").replace("}", ",\"by\":\"" + user + "\"}"));
        shows(rich, "audited", "2");

        assertThat(billing.grant("audited", body(rich, "2")).statusCode()).isEqualTo(201);
        assertThat(log.grantsOf(rich)).singleElement().extracting(CreditGranted::by).isEqualTo(user.value());
        assertThat(log.auditOf(rich)).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(user.value());
            assertThat(entry.action()).isEqualTo("grant.given");
            assertThat(entry.reason()).isEqualTo("a test");
            assertThat(entry.before()).containsEntry("remainingUsd", "0.000000000");
            assertThat(entry.after()).containsEntry("remainingUsd", "2.000000000").containsEntry("kind", "PAID");
        });
    }

    @Test
    void whatIsLeftIsTakenBackAndStandsInTheAudit() throws Exception {
        UserId poorer = UserId.of(UUID.randomUUID());
        shows(poorer, "taken-back", "3");

        assertThat(revoke(GrantIds.requested(poorer, "taken-back"), poorer).statusCode()).isEqualTo(202);
        assertThat(log.auditOf(poorer)).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("grant.revoked");
            assertThat(entry.actor()).isEqualTo("internal");
            assertThat(entry.before()).containsEntry("remainingUsd", "3.000000000");
            assertThat(entry.after()).containsEntry("remainingUsd", "0.000000000");
        });
        assertThat(log.revocationsOf(poorer)).containsExactly(GrantIds.requested(poorer, "taken-back"));
    }

    @Test
    void aGrantThatIsNotThereIsNotTakenBack() throws Exception {
        UserId nobody = UserId.of(UUID.randomUUID());

        assertThat(revoke(GrantIds.requested(nobody, "never"), nobody).statusCode()).isEqualTo(404);
        assertThat(log.auditOf(nobody)).isEmpty();
    }

    private HttpResponse<String> revoke(GrantId grant, UserId owner) throws Exception {
        return billing.post("/internal/grants/" + grant + "/revoke",
                "{\"userId\":\"" + owner + "\",\"reason\":\"a test\"}", "Authorization",
                "Bearer " + BillingInstance.CREDENTIAL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "amountUsd | {'userId':'@','amountUsd':'0.000','kind':'paid','reason':'x'} | 422 | invalid-fields",
            "amountUsd | {'userId':'@','amountUsd':'-1','kind':'paid','reason':'x'} | 422 | invalid-fields",
            "amountUsd | {'userId':'@','amountUsd':'1000000','kind':'paid','reason':'x'} | 422 | invalid-fields",
            "amountUsd | {'userId':'@','kind':'paid','reason':'x'} | 422 | invalid-fields",
            "userId | {'userId':'cu_1','amountUsd':'1','kind':'paid','reason':'x'} | 422 | invalid-fields",
            "reason | {'userId':'@','amountUsd':'1','kind':'paid','reason':''} | 422 | invalid-fields",
            "expiresAt | {'userId':'@','amountUsd':'1','kind':'paid','reason':'x','expiresAt':'2020-01-01T00:00:00Z'} | 422 | invalid-fields",
            "kind | {'userId':'@','amountUsd':'1','kind':'gold','reason':'x'} | 400 | invalid-body",
            "colour | {'userId':'@','amountUsd':'1','kind':'paid','reason':'x','colour':1} | 400 | unknown-field"})
    void namesTheFieldThatIsWrong(String field, String body, int status, String code) throws Exception {
        HttpResponse<String> answer = billing.grant("bad", body.replace('\'', '"').replace("@", user.value()));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"", "\"code\":\"" + code + "\"",
                "\"requestId\":");
    }

    @Test
    void refusesABodyThatIsNoneOrTooLong() throws Exception {
        assertThat(billing.grant("bad", "{").body()).contains("\"code\":\"invalid-body\"");
        assertThat(billing.grant("bad", "x".repeat(16 * 1024 + 1)).body()).contains("\"code\":\"body-too-large\"");
    }

    @Test
    void wantsAnIdempotencyKey() throws Exception {
        HttpResponse<String> answer = billing.post("/internal/grants", body(user, "1"), "Authorization",
                "Bearer " + BillingInstance.CREDENTIAL);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"field\":\"Idempotency-Key\"");
    }

    private void shows(UserId owner, String key, String amount) {
        AccountAnswer.Grant grant = new AccountAnswer.Grant(GrantIds.requested(owner, key), "PAID",
                NanoUsd.parse(amount), NanoUsd.parse(amount), null, Set.of(), Set.of());
        streams.answers("/internal/accounts/" + owner, new AccountAnswer(owner, Instant.EPOCH, 1, "free",
                AccountAnswer.Status.ACTIVE, NanoUsd.parse(amount), NanoUsd.ZERO, 0, NanoUsd.ZERO, NanoUsd.ZERO,
                NanoUsd.ZERO, List.of(grant), null));
    }

    private static String body(UserId user, String amount) {
        return "{\"userId\":\"" + user + "\",\"amountUsd\":\"" + amount + "\",\"kind\":\"paid\",\"reason\":\"a test\"}";
    }
}
