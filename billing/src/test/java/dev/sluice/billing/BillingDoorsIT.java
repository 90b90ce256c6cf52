package dev.sluice.billing;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.sluice.billing.testing.BillingInstance;
import dev.sluice.billing.testing.LogReader;
import dev.sluice.billing.testing.StubStreams;
import dev.sluice.billing.testing.TokenIssuer;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer;
import dev.sluice.contracts.query.TransactionsAnswer;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.testing.PromisedTime;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.topics.Topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// One whole instance, asked as people and services ask it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BillingDoorsIT {

    private static final String BILLING = "/api/client/billing";
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(60);

    private final UserId user = UserId.of(UUID.randomUUID());
    private final SessionId session = SessionId.of(UUID.randomUUID());
    private final TokenIssuer issuer;
    private final StubStreams streams;
    private final BillingInstance billing;

    BillingDoorsIT() throws IOException {
        issuer = new TokenIssuer();
        streams = new StubStreams(BillingInstance.CREDENTIAL);
        billing = BillingInstance.started(TestKafka.shared().bootstrapServers(), issuer.url(), streams.url());
    }

    @BeforeAll
    void becomesReady() {
        await().atMost(SOON).until(billing::isReady);
    }

    @AfterEach
    void streamsIsWell() {
        streams.failsWith(0);
    }

    @AfterAll
    void stop() {
        billing.close();
        streams.close();
        issuer.close();
    }

    @Test
    void tellsTheBalance() throws Exception {
        streams.answers("/internal/accounts/" + user, account(user, GrantId.of(new UUID(9, 9)), "3"));

        HttpResponse<String> answer = mine("/balance");

        assertThat(answer.body()).isEqualTo("{\"availableUsd\":\"2.750000000\",\"reservedUsd\":\"0.250000000\","
                + "\"overrunBoundUsd\":\"0.040000000\",\"asOf\":\"2026-11-23T12:00:00Z\",\"grants\":[{\"id\":\""
                + GrantId.of(new UUID(9, 9)) + "\",\"kind\":\"PROMOTIONAL\",\"remainingUsd\":\"3.000000000\","
                + "\"grantedUsd\":\"5.000000000\"}]}");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValueSatisfying(
                value -> assertThat(value).contains("no-store"));
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    }

    @Test
    void aUserTheLogHasNotSeenHasNothing() throws Exception {
        String token = issuer.token(UserId.of(UUID.randomUUID()), session);

        assertThat(billing.get(BILLING + "/balance", "Authorization", "Bearer " + token).body())
                .startsWith("{\"availableUsd\":\"0.000000000\"").endsWith("\"grants\":[]}");
        assertThat(billing.get(BILLING + "/transactions", "Authorization", "Bearer " + token).body())
                .contains("\"items\":[]");
    }

    @Test
    void inventsNoAmountWhileTheLedgerIsAway() throws Exception {
        streams.failsWith(503);

        HttpResponse<String> answer = mine("/balance");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertThat(answer.body()).contains("\"code\":\"ledger-unavailable\"");
    }

    @Test
    void pagesThroughTransactions() throws Exception {
        LedgerTransaction transaction = new LedgerTransaction(new UUID(4, 4).toString(), user, NOON, "charge",
                "req_x", List.of(new LedgerTransaction.Entry("wallet", NanoUsd.of(-5)),
                        new LedgerTransaction.Entry("revenue:usage", NanoUsd.of(5))));
        streams.answers("/internal/transactions/" + user + "?limit=2&cursor=a%2Fb", new TransactionsAnswer(NOON,
                List.of(new TransactionsAnswer.Line(transaction, NanoUsd.of(-5), NanoUsd.of(95))), "next"));

        assertThat(mine("/transactions?limit=2&cursor=a/b").body()).isEqualTo(
                "{\"asOf\":\"2026-11-23T12:00:00Z\",\"items\":[{\"id\":\"" + new UUID(4, 4) + "\","
                        + "\"at\":\"2026-11-23T12:00:00Z\",\"kind\":\"charge\",\"reference\":\"req_x\","
                        + "\"amountUsd\":\"-0.000000005\",\"balanceAfterUsd\":\"0.000000095\"}],"
                        + "\"nextCursor\":\"next\"}");
    }

    @Test
    void namesAParameterThatIsOutOfBounds() throws Exception {
        assertThat(mine("/transactions?limit=201").body()).contains("\"code\":\"invalid-fields\"",
                "\"field\":\"limit\"");
        assertThat(mine("/transactions?limit=many").body()).contains("\"field\":\"limit\"", "\"status\":422");
    }

    @Test
    void listsPricesAndPlans() throws Exception {
        assertThat(mine("/prices").body()).contains("\"priceBook\":\"pb-2026-11-23.1\"", "\"id\":\"claude-opus-5-5\"",
                "\"webSearchUsd\":\"0.01\"",
                "{\"above\":272000,\"perMillionUsd\":{\"input\":\"4\",\"output\":\"15\",\"cacheRead\":\"0.2\"");
        assertThat(mine("/plans").body()).contains("{\"id\":\"strict\",\"mode\":\"strict\",\"rateLimit\":{\"rpm\":120",
                "\"creditLimitUsd\":\"1000.000000000\"");
    }

    @Test
    void refusesWhoeverShowsNoToken() throws Exception {
        HttpResponse<String> answer = billing.get(BILLING + "/balance", "X-Request-Id", "mine-1");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).isEqualTo("{\"type\":\"urn:sluice:problem:unauthenticated\","
                + "\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"No valid access token was shown "
                + "(expected: Authorization: Bearer <access token>).\",\"code\":\"unauthenticated\","
                + "\"requestId\":\"mine-1\"}");
    }

    @Test
    void refusesTheInternalCredentialAtTheUsersDoorAndTheReverse() throws Exception {
        String bearer = "Bearer " + issuer.token(user, session);

        assertThat(billing.get(BILLING + "/plans", "Authorization", "Bearer " + BillingInstance.CREDENTIAL)
                .statusCode()).isEqualTo(401);
        assertThat(billing.post("/internal/grants", "{}", "Authorization", bearer).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAnEndedSessionWithinASecond() throws Exception {
        PromisedTime.keptWithin(Duration.ofSeconds(1), this::refusesAnEndedSession);
    }

    private Duration refusesAnEndedSession() throws Exception {
        SessionId mortal = SessionId.of(UUID.randomUUID());
        String bearer = "Bearer " + issuer.token(user, mortal);
        assertThat(billing.get(BILLING + "/plans", "Authorization", bearer).statusCode()).isEqualTo(200);

        try (LogReader log = new LogReader(TestKafka.shared().bootstrapServers())) {
            log.write(Topics.IDENTITY_SESSIONS.name(), mortal.value(), new SessionView(mortal, user,
                    SessionView.Status.ENDED, NOON, TokenIssuer.FOR_EVER, 2, null));
        }

        long begun = System.nanoTime();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).until(
                () -> billing.get(BILLING + "/plans", "Authorization", bearer).statusCode() == 401);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void answersAnUnknownPathAndMethodWithAProblem() throws Exception {
        assertThat(mine("/nothing").body()).contains("\"status\":404", "\"code\":\"not-found\"");
        assertThat(billing.post(BILLING + "/plans", "{}", "Authorization", "Bearer " + issuer.token(user, session))
                .body()).contains("\"status\":405", "\"code\":\"method-not-allowed\"");
    }

    @Test
    void givesTheWelcomeGrantToAVerifiedUser() throws Exception {
        UserId verified = UserId.of(UUID.randomUUID());
        try (LogReader log = new LogReader(TestKafka.shared().bootstrapServers())) {
            log.writeVerified(verified);

            await().atMost(SOON).until(() -> log.grantsOf(verified).size() == 1);
        }
    }

    @Test
    void offersMetrics() throws Exception {
        assertThat(billing.get("/actuator/prometheus").body()).contains("http_server_requests",
                "billing_loop_waiting{loop=\"sessions\"} 0");
    }

    static AccountAnswer account(UserId user, GrantId grant, String remaining) {
        return new AccountAnswer(user, NOON, 7, "free", AccountAnswer.Status.ACTIVE, NanoUsd.parse(remaining),
                NanoUsd.parse("0.25"), 1, NanoUsd.parse("0.04"), NanoUsd.ZERO, NanoUsd.ZERO,
                List.of(new AccountAnswer.Grant(grant, "PROMOTIONAL", NanoUsd.parse("5"), NanoUsd.parse(remaining),
                        null, Set.of(), Set.of())),
                null);
    }

    private HttpResponse<String> mine(String path) throws Exception {
        return billing.get(BILLING + path, "Authorization", "Bearer " + issuer.token(user, session));
    }
}
