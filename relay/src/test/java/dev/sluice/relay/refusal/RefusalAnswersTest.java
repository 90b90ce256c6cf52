package dev.sluice.relay.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.refusal.Refusal.Forbidden;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.refusal.Refusal.Repeated;
import dev.sluice.relay.refusal.Refusal.Unauthenticated;
import dev.sluice.relay.refusal.Refusal.Unfit;
import dev.sluice.relay.refusal.Refusal.Upstream;
import dev.sluice.relay.refusal.Refusal.UsedUp;
import dev.sluice.relay.refusal.Refusal.WindowFull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RefusalAnswersTest {

    private static final Instant RESET = Instant.parse("2026-11-24T00:00:00Z");
    private static final RequestId ID = RequestId.of(new UUID(1, 2));
    private static final String NEVER = "x-should-retry=false";

    private final RefusalAnswers answers = new RefusalAnswers("http://localhost:8080");

    /// Cause; on Anthropic's wire: status, type, headers; on OpenAI's: status, type, code, headers.
    static Stream<Arguments> table() {
        return Stream.of(callers(), requests(), limits(), troubles()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> callers() {
        String auth = "401 authentication_error " + NEVER;
        String openAiAuth = "401 invalid_request_error invalid_api_key " + NEVER;
        String denied = "403 permission_error " + NEVER;
        String openAiDenied = "403 invalid_request_error permission_denied " + NEVER;
        return Stream.of(
                arguments(new Unauthenticated.KeyMissing(), auth, openAiAuth),
                arguments(new Unauthenticated.KeyUnknown(), auth, openAiAuth),
                arguments(new Unauthenticated.KeyMistyped(), auth, openAiAuth),
                arguments(new Unauthenticated.KeyRevoked(), auth, openAiAuth),
                arguments(new Unauthenticated.KeyExpired(RESET), auth, openAiAuth),
                arguments(new Unauthenticated.ForeignToken(), auth, openAiAuth),
                arguments(new Forbidden.KeySuspended(), denied, openAiDenied),
                arguments(new Forbidden.UserSuspended(), denied, openAiDenied),
                arguments(new Forbidden.EmailUnverified(), denied, openAiDenied),
                arguments(new Forbidden.ServiceNotPermitted(Service.CODEX), denied, openAiDenied),
                arguments(new Forbidden.AddressNotPermitted(), denied, openAiDenied),
                arguments(new Forbidden.AccountClosed(), denied, openAiDenied));
    }

    private static Stream<Arguments> requests() {
        return Stream.of(
                arguments(new Unfit.ModelNotPermitted("m"), "400 policy_blocked " + NEVER,
                        "404 invalid_request_error model_not_found " + NEVER),
                arguments(new Unfit.ModelUnknown("m"), "400 policy_blocked " + NEVER,
                        "404 invalid_request_error model_not_found " + NEVER),
                arguments(new Unfit.Malformed("body: empty"), "400 invalid_request_error " + NEVER,
                        "400 invalid_request_error null " + NEVER),
                arguments(new Unfit.EncodingNotRead("zstd"), "415 invalid_request_error " + NEVER,
                        "415 invalid_request_error null " + NEVER),
                arguments(new Unfit.TooLarge(9), "413 request_too_large " + NEVER,
                        "413 invalid_request_error request_too_large " + NEVER),
                arguments(new Unfit.HeadTooLarge(9), "431 invalid_request_error " + NEVER,
                        "431 invalid_request_error null " + NEVER),
                arguments(new Unfit.TargetTooLong(9), "414 invalid_request_error " + NEVER,
                        "414 invalid_request_error null " + NEVER),
                arguments(new Repeated.Running(), "409 conflict_error retry-after=1",
                        "409 invalid_request_error idempotency_conflict retry-after=1"),
                arguments(new Repeated.Served(ID.value()), "409 conflict_error " + NEVER,
                        "409 invalid_request_error idempotency_conflict " + NEVER),
                arguments(new Repeated.OtherBody(), "422 invalid_request_error " + NEVER,
                        "422 invalid_request_error idempotency_conflict " + NEVER),
                arguments(new Unfit.ModelNotListed("m"), "404 not_found_error " + NEVER,
                        "404 invalid_request_error model_not_found " + NEVER),
                arguments(new Unfit.RouteUnknown("/v1/files"), "404 not_found_error " + NEVER,
                        "404 invalid_request_error not_found " + NEVER),
                arguments(new Unfit.StoredNotServed("/v1/responses/" + "r".repeat(90)), "404 not_found_error " + NEVER,
                        "404 invalid_request_error not_found " + NEVER),
                arguments(new Unfit.MethodNotServed("POST"), "405 not_found_error " + NEVER,
                        "405 invalid_request_error not_found " + NEVER),
                arguments(new Unfit.TooSlow(), "408 invalid_request_error " + NEVER,
                        "408 invalid_request_error null " + NEVER),
                arguments(new Unfit.WebSocketNotServed(), "426 invalid_request_error " + NEVER,
                        "426 invalid_request_error null " + NEVER));
    }

    private static Stream<Arguments> limits() {
        String billing = "429 billing_error " + NEVER + " retry-after=60";
        String openAiBilling = "429 usage_limit_reached usage_limit_reached " + NEVER;
        return Stream.of(
                arguments(new WindowFull("120 requests per minute", Duration.ofMillis(6001)),
                        "429 rate_limit_error retry-after=7",
                        "429 rate_limit_exceeded rate_limit_exceeded retry-after=7"),
                arguments(new WindowFull("5 requests at once", Duration.ZERO), "429 rate_limit_error retry-after=1",
                        "429 rate_limit_exceeded rate_limit_exceeded retry-after=1"),
                arguments(new WindowFull("tokens", Duration.ofHours(1)), "429 rate_limit_error retry-after=60",
                        "429 rate_limit_exceeded rate_limit_exceeded retry-after=60"),
                arguments(new UsedUp.Balance(), billing, openAiBilling),
                arguments(new UsedUp.Budget("$5 per day", RESET), billing, openAiBilling));
    }

    private static Stream<Arguments> troubles() {
        String away = "503 api_error retry-after=1";
        String openAiAway = "503 server_error server_is_overloaded retry-after=1";
        return Stream.of(
                arguments(new NotNow.AccountLoading(), away, openAiAway),
                arguments(new NotNow.AdmissionAway(), away, openAiAway),
                arguments(new NotNow.Draining(), away, openAiAway),
                arguments(new NotNow.KeysLoading(), away, openAiAway),
                arguments(new NotNow.PricesLoading(), away, openAiAway),
                arguments(new NotNow.MemoryFull(), away, openAiAway),
                arguments(new NotNow.ConnectionsFull(), away, openAiAway),
                arguments(new NotNow.DiskRefused(), "503 api_error retry-after=5",
                        "503 server_error server_is_overloaded retry-after=5"),
                arguments(new NotNow.JournalFailed(), "503 api_error retry-after=5",
                        "503 server_error server_is_overloaded retry-after=5"),
                arguments(new Upstream.Broken(), "502 api_error retry-after=1", openAiAway),
                arguments(new NotNow.JournalFull(), "503 api_error retry-after=5",
                        "503 server_error server_is_overloaded retry-after=5"),
                arguments(new Upstream.Unreachable(), "502 api_error retry-after=1", openAiAway),
                arguments(new Upstream.Silent(), "504 timeout_error retry-after=1", openAiAway),
                arguments(new Upstream.Busy(Duration.ofMillis(4_200)), "529 overloaded_error retry-after=5",
                        "503 server_error server_is_overloaded retry-after=5"),
                arguments(new Upstream.AccountTrouble(), "529 overloaded_error retry-after=1", openAiAway));
    }

    @Test
    void noCauseIsMissingInTheTable() {
        Set<Class<?>> listed = table().map(row -> Objects.requireNonNull(row.get()[0]).getClass())
                .collect(Collectors.toSet());

        assertThat(listed).isEqualTo(causes(Refusal.class).collect(Collectors.toSet()));
    }

    private static Stream<Class<?>> causes(Class<?> family) {
        return family.isSealed()
                ? Stream.of(family.getPermittedSubclasses()).flatMap(RefusalAnswersTest::causes)
                : Stream.of(family);
    }

    @ParameterizedTest
    @MethodSource("table")
    void anthropicClientsGetTheirShape(Refusal refusal, String anthropic, String openAi) {
        RefusalAnswer answer = answers.answer(refusal, Wire.ANTHROPIC, ID);

        JsonNode body = SluiceJson.mapper().readTree(answer.body());
        assertThat(body.path("type").asString()).isEqualTo("error");
        assertThat(body.path("request_id").asString()).isEqualTo(ID.value());
        assertThat(answer.status() + " " + body.path("error").path("type").asString() + retryHeaders(answer))
                .isEqualTo(anthropic);
        assertSentence(body.path("error").path("message").asString());
        assertThat(answer.headers()).containsEntry("request-id", ID.value()).containsEntry("x-request-id", ID.value())
                .containsEntry("content-type", "application/json");
    }

    @ParameterizedTest
    @MethodSource("table")
    void openAiClientsGetTheirShape(Refusal refusal, String anthropic, String openAi) {
        RefusalAnswer answer = answers.answer(refusal, Wire.OPENAI_RESPONSES, ID);

        JsonNode error = SluiceJson.mapper().readTree(answer.body()).path("error");
        assertThat(error.has("param")).isTrue();
        assertThat(answer.status() + " " + error.path("type").asString() + " "
                + (error.path("code").isNull() ? "null" : error.path("code").asString()) + retryHeaders(answer))
                .isEqualTo(openAi);
        assertSentence(error.path("message").asString());
        assertThat(answers.answer(refusal, Wire.OPENAI_CHAT, ID)).isEqualTo(answer);
    }

    @Test
    void codexIsToldTheSentenceAndTheResetInItsOwnWay() {
        RefusalAnswer answer = answers.answer(new UsedUp.Budget("$5 per day", RESET), Wire.OPENAI_RESPONSES, ID);

        JsonNode error = SluiceJson.mapper().readTree(answer.body()).path("error");
        assertThat(error.path("resets_at").asLong()).isEqualTo(RESET.getEpochSecond());
        assertThat(answer.headers().get("x-codex-promo-message")).isEqualTo(error.path("message").asString());
    }

    @Test
    void aStreamThatHasBegunEndsWithTheEventOfItsWire() {
        Refusal spent = new UsedUp.Balance();

        assertThat(answers.event(spent, Wire.ANTHROPIC, ID)).startsWith("event: error\ndata: {\"type\":\"error\",")
                .endsWith("}\n\n");
        assertThat(answers.event(spent, Wire.OPENAI_RESPONSES, ID)).startsWith(
                "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{").contains(
                        "\"code\":\"usage_limit_reached\"");
        assertThat(answers.event(spent, Wire.OPENAI_CHAT, ID)).startsWith("data: {\"error\":{");
    }

    @Test
    void whatAClientSentIsShownBoundedAndPlain() {
        RefusalAnswer answer = answers.answer(new Unfit.ModelUnknown("ü\n" + "x".repeat(500)), Wire.ANTHROPIC, ID);

        assertSentence(SluiceJson.mapper().readTree(answer.body()).path("error").path("message").asString());
        assertThat(answer.body()).contains("??xxx");
    }

    @Test
    void theCodeOfACauseIsItsName() {
        assertThat(new Unauthenticated.KeyUnknown().code()).isEqualTo("key-unknown");
    }

    private static void assertSentence(String message) {
        assertThat(message).hasSizeLessThanOrEqualTo(Wording.MESSAGE_LENGTH_MAX).matches("[\\x20-\\x7e]+");
    }

    private static String retryHeaders(RefusalAnswer answer) {
        StringBuilder headers = new StringBuilder();
        for (String name : new String[]{"x-should-retry", "retry-after"}) {
            String value = answer.headers().get(name);
            headers.append(value == null ? "" : " " + name + "=" + value);
        }
        return headers.toString();
    }
}
