package dev.sluice.quickstart.journeys;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.quickstart.journeys.Requests.Route;
import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// 64 clients at once spend a balance of half a dollar in the mode that promises no overspend.
@ExtendWith(RunningPlatform.class)
class StrictBalanceJourneyIT {

    private static final int CLIENTS = 64;
    private static final long BALANCE_NANO_USD = 500_000_000;
    private static final long NANO_USD_PER_USD = 1_000_000_000;
    private static final Duration SETTLED_MAX = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    /// Strict mode sets aside all of `max_tokens` and each byte as the dearest kind of input token: less than
    /// this per request.
    private static final long RESERVATION_NANO_USD_MAX = 10_000_000;
    private static final String OPUS = """
            {"model":"claude-opus-5-5","max_tokens":%d,"messages":[{"role":"user","content":"hi"}]}""";
    private static final String GPT = """
            {"model":"gpt-6.1-sol","max_output_tokens":800,"input":"hi"}""";

    @Test
    void theBalanceIsUsedAndNeverBelowZero(LocalPlatform platform) throws Exception {
        try (var person = Person.signUp(platform, Map.of()); var client = HttpClient.newHttpClient()) {
            spendAllButHalfADollar(person, client);
            new Operator(platform).putOnPlan(person, "strict");
            awaitStrict(person, client);

            List<HttpResponse<String>> refusals = allAtOnceUntilRefused(person, client);
            awaitBalanceAsInLedger(platform, person);
            untilRefused(client, claude(person));

            assertThat(refusals).hasSize(CLIENTS).allSatisfy(StrictBalanceJourneyIT::assertRefusedForTheBalance);
            long left = awaitBalanceAsInLedger(platform, person);
            assertThat(left).isBetween(0L, RESERVATION_NANO_USD_MAX);
            assertLedgerNeverBelowZero(platform, person);
            Endings endings = Endings.read(platform, List.of(person));
            endings.assertEachEndsOnceByD14();
            assertThat(endings.chargedNanoUsd()).isEqualTo(5 * NANO_USD_PER_USD - left);
            Figures.print("strict mode: of 0.500000000 USD, " + CLIENTS + " clients left " + usd(left));
        }
    }

    /// Twice 112,500 output tokens at 20 USD a million.
    private static void spendAllButHalfADollar(Person person, HttpClient client) throws Exception {
        var request = Requests.of(person, Route.MESSAGES, OPUS.formatted(128_000)).header("x-stub-input-tokens", "0")
                .header("x-stub-output-tokens", "112500").build();
        for (int time = 0; time < 2; time++) {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(OK);
        }
        Awaitility.await("a balance of 0.50 USD").atMost(SETTLED_MAX)
                .until(() -> availableNanoUsd(person) == BALANCE_NANO_USD);
    }

    /// Only strict mode sets aside more than the balance for this answer, which the provider refuses and nobody
    /// pays.
    private static void awaitStrict(Person person, HttpClient client) {
        var request = Requests.of(person, Route.MESSAGES, OPUS.formatted(128_000)).header("x-stub-status", "400")
                .build();
        Awaitility.await("the relay knows the plan").atMost(SETTLED_MAX).pollInterval(Duration.ofSeconds(2))
                .until(() -> client.send(request, BodyHandlers.ofString()).statusCode() == TOO_MANY);
    }

    /// Half of the clients speak Anthropic's, half OpenAI's dialect; the last answer of each.
    private static List<HttpResponse<String>> allAtOnceUntilRefused(Person person, HttpClient client)
            throws Exception {
        List<Callable<HttpResponse<String>>> clients = IntStream.range(0, CLIENTS)
                .<Callable<HttpResponse<String>>>mapToObj(
                        number -> () -> untilRefused(client, number % 2 == 0 ? claude(person) : codex(person)))
                .toList();
        var refusals = new ArrayList<HttpResponse<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> ended : threads.invokeAll(clients)) {
                refusals.add(ended.get());
            }
        }
        return refusals;
    }

    private static HttpResponse<String> untilRefused(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = Requests.answer(client, request);
        while (answer.statusCode() == OK) {
            answer = Requests.answer(client, request);
        }
        return answer;
    }

    private static HttpRequest claude(Person person) {
        return Requests.of(person, Route.MESSAGES, OPUS.formatted(400)).header("x-stub-input-tokens", "20")
                .header("x-stub-output-tokens", "400").build();
    }

    private static HttpRequest codex(Person person) {
        return Requests.of(person, Route.RESPONSES, GPT).header("x-stub-input-tokens", "20")
                .header("x-stub-output-tokens", "800").build();
    }

    private static void assertRefusedForTheBalance(HttpResponse<String> refusal) {
        JsonNode body = SluiceJson.mapper().readTree(refusal.body());
        boolean anthropic = refusal.uri().getPath().endsWith("/messages");
        assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(TOO_MANY);
        assertThat(refusal.headers().firstValue("x-should-retry")).contains("false");
        assertThat(body.path("type").asString("")).isEqualTo(anthropic ? "error" : "");
        assertThat(body.path("error").path("type").asString())
                .isEqualTo(anthropic ? "billing_error" : "usage_limit_reached");
        assertThat(body.path("error").path("message").asString()).startsWith("The balance is used up; top up at ");
    }

    /// Waits until nothing is reserved any more; what is left.
    private static long awaitBalanceAsInLedger(LocalPlatform platform, Person person) {
        Awaitility.await("balance = ledger").atMost(SETTLED_MAX).pollInterval(Duration.ofMillis(200))
                .until(() -> Endings.read(platform, List.of(person)).open().isEmpty()
                        && availableNanoUsd(person) == balances(platform, person).getLast());
        return availableNanoUsd(person);
    }

    private static void assertLedgerNeverBelowZero(LocalPlatform platform, Person person) {
        assertThat(balances(platform, person)).allSatisfy(balance -> assertThat(balance).isNotNegative());
        assertThat(transactions(platform, person)).allSatisfy(transaction -> {
            assertThat(postings(transaction, "")).isZero();
            assertThat(transaction.toString()).doesNotContain("receivable:");
        });
    }

    /// The sum of the person's wallets after each transaction, in the order of the topic.
    private static List<Long> balances(LocalPlatform platform, Person person) {
        var balances = new ArrayList<Long>();
        long balance = 0;
        for (JsonNode transaction : transactions(platform, person)) {
            balance += postings(transaction, "wallet:");
            balances.add(balance);
        }
        return balances;
    }

    private static List<JsonNode> transactions(LocalPlatform platform, Person person) {
        return new TopicReader(platform).read("ledger.entries.v1", Set.of(person.signedIn().userId())).stream()
                .map(TopicReader.Message::value).toList();
    }

    private static long postings(JsonNode transaction, String account) {
        return StreamSupport.stream(transaction.path("entries").spliterator(), false)
                .filter(entry -> entry.path("account").asString().startsWith(account))
                .mapToLong(entry -> entry.path("amountNanoUsd").asLong()).sum();
    }

    private static long availableNanoUsd(Person person) {
        return new BigDecimal(person.api().availableUsd(person.signedIn())).movePointRight(9).longValueExact();
    }

    private static String usd(long nanoUsd) {
        return BigDecimal.valueOf(nanoUsd, 9).toPlainString() + " USD";
    }
}
