package dev.sluice.api.administration;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.sealing.Secret;
import dev.sluice.api.sealing.SecretFiles;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.json.SluiceJson;

/// Has billing, which owns money, give and take back credit.
@Component
class BillingClient {

    private static final Logger LOG = LoggerFactory.getLogger(BillingClient.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private final RestClient http;

    BillingClient(ApiProperties properties, SecretFiles secrets) {
        Secret credential = secrets.internalCredential();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).version(HttpClient.Version.HTTP_1_1).build());
        requests.setReadTimeout(READ_TIMEOUT);
        this.http = RestClient.builder().requestFactory(requests).baseUrl(properties.billingInternalUrl())
                .defaultHeader(HttpHeaders.AUTHORIZATION,
                        "Bearer " + new String(credential.reveal(), StandardCharsets.UTF_8))
                .build();
    }

    record Wanted(String userId, String amountUsd, String kind, String reason, @Nullable Instant expiresAt,
            String by) {}

    record Unwanted(String userId, String reason, String by) {}

    /// What is left is null while the account does not show what was done.
    record Done(String grantId, @Nullable String remainingUsd) {}

    /// What came of it.
    sealed interface Answer {}

    record Accepted(Done done) implements Answer {}

    /// The key has given something else before.
    record KeyReused() implements Answer {}

    /// No such grant, or nothing is left of it.
    record GrantUnknown() implements Answer {}

    /// The amount or the expiry is none that billing takes.
    record Refused() implements Answer {}

    /// Billing is away, or the log is: it may have been done all the same.
    record Away() implements Answer {}

    Answer give(Wanted grant, String idempotencyKey) {
        return ask("/internal/grants", grant, idempotencyKey);
    }

    Answer revoke(GrantId grant, Unwanted reason) {
        return ask("/internal/grants/" + grant.value() + "/revoke", reason, grant.value());
    }

    private Answer ask(String path, Record body, String idempotencyKey) {
        try {
            byte[] answer = http.post().uri(path).contentType(MediaType.APPLICATION_JSON)
                    .header("Idempotency-Key", idempotencyKey).body(SluiceJson.mapper().writeValueAsBytes(body))
                    .retrieve().body(byte[].class);
            return new Accepted(SluiceJson.mapper().readValue(answer, Done.class));
        } catch (HttpClientErrorException.Conflict reused) {
            return new KeyReused();
        } catch (HttpClientErrorException.NotFound unknown) {
            return new GrantUnknown();
        } catch (HttpClientErrorException.UnprocessableContent refused) {
            return new Refused();
        } catch (RestClientException | JacksonException e) {
            LOG.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("billing did not answer");
            return new Away();
        }
    }
}
