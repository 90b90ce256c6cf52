package dev.sluice.relay.forwarding.answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.relay.forwarding.answer.AccountSecrets.Telling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// Error texts of both providers (wire-protocols §4): which are about our account, and which only sound so.
class AccountSecretsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing."}}
            400 | {"type":"error","error":{"type":"invalid_request_error","message":"This organization has been disabled."}}
            429 | {"type":"error","error":{"type":"rate_limit_error","message":"x","details":{"error_code":"enforced_spend_limit_reached"}}}
            402 | {"type":"error","error":{"type":"billing_error","message":"x"}}
            429 | {"error":{"message":"You exceeded your current quota, please check your plan","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}
            429 | {"error":{"message":"x","type":"x","code":"credit_balance_exhausted"}}
            429 | {"error":{"message":"x","type":"x","code":"organization_spend_limit_exceeded"}}
            401 | {"error":{"message":"Incorrect API key provided: sk-a***b.","code":"invalid_api_key"}}
            401 | <html>who are you</html>
            403 | {"error":{"type":"permission_error","message":"This API key is not allowed"}}
            500 | {"type":"response.failed","response":{"error":{"code":"insufficient_quota","message":"x"}}}
            """)
    void theProvidersOwnCodesAndFirstWordsAreTheCause(int status, String body) {
        assertThat(AccountSecrets.of(status, body.getBytes(UTF_8))).isEqualTo(Telling.CAUSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"messages.0: 'credit balance is too low'\"}}",
            "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Rate limit reached for gpt in organization org-x\"}}",
            "{\"message\":\"workspace wrk_1\"}",
            "the spend limit"})
    void aPhraseInsideATextMayBeAnEchoAndOnlyHidesIt(String body) {
        assertThat(AccountSecrets.of(400, body.getBytes(UTF_8))).isEqualTo(Telling.MENTIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt is too long: 9 tokens > 8 maximum\"}}",
            "{\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
            "{\"error\":{\"message\":\"The model `x` does not exist\",\"code\":\"model_not_found\"}}",
            "<html>Bad gateway</html>", ""})
    void whatHelpsClientsToRecoverPasses(String body) {
        assertThat(AccountSecrets.of(400, body.getBytes(UTF_8))).isEqualTo(Telling.NOTHING);
    }

    @Test
    void forbiddenWithoutACauseIsHiddenOnly() {
        assertThat(AccountSecrets.of(403, "{}".getBytes(UTF_8))).isEqualTo(Telling.MENTIONS);
        assertThat(AccountSecrets.ofUnreadable(401)).isEqualTo(Telling.CAUSE);
        assertThat(AccountSecrets.ofUnreadable(500)).isEqualTo(Telling.MENTIONS);
    }
}
