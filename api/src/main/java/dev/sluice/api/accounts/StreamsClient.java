package dev.sluice.api.accounts;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.sealing.Secret;
import dev.sluice.api.sealing.SecretFiles;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.query.AccountAnswer;
import dev.sluice.contracts.query.ChangesAnswer;
import dev.sluice.contracts.query.RecordsAnswer;
import dev.sluice.contracts.query.TransactionsAnswer;
import dev.sluice.contracts.query.UsageAnswer;

/// Asks usage-streams, the only one that knows what was used (architecture D17).
@Component
public class StreamsClient {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsClient.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final RestClient http;
    private final URI base;

    StreamsClient(ApiProperties properties, SecretFiles secrets) {
        this.base = properties.streamsUrl();
        Secret credential = secrets.internalCredential();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).version(HttpClient.Version.HTTP_1_1).build());
        requests.setReadTimeout(READ_TIMEOUT);
        this.http = RestClient.builder().requestFactory(requests).defaultHeader(HttpHeaders.AUTHORIZATION,
                "Bearer " + new String(credential.reveal(), StandardCharsets.UTF_8)).build();
    }

    /// Empty when the log has never seen the account. Throws [StreamsAwayException].
    public Optional<AccountAnswer> account(UserId userId) {
        return ask("/internal/accounts/" + userId.value(), Map.of(), AccountAnswer.class);
    }

    /// Parameters with an empty value are left out. Throws [StreamsAwayException], and
    /// `IllegalArgumentException` for parameters that usage-streams refuses.
    public UsageAnswer usage(UserId userId, Map<String, String> parameters) {
        return ask("/internal/usage/" + userId.value(), parameters, UsageAnswer.class)
                .orElseThrow(StreamsAwayException::new);
    }

    /// Throws as [#usage] does.
    public RecordsAnswer records(UserId userId, Map<String, String> parameters) {
        return ask("/internal/records/" + userId.value(), parameters, RecordsAnswer.class)
                .orElseThrow(StreamsAwayException::new);
    }

    /// Empty list when the user never made this request. Throws [StreamsAwayException].
    public RecordsAnswer record(UserId userId, RequestId requestId) {
        return ask("/internal/records/" + userId.value() + "/" + requestId.value(), Map.of(), RecordsAnswer.class)
                .orElseThrow(StreamsAwayException::new);
    }

    /// Throws as [#usage] does.
    public TransactionsAnswer transactions(UserId userId, Map<String, String> parameters) {
        return ask("/internal/transactions/" + userId.value(), parameters, TransactionsAnswer.class)
                .orElseThrow(StreamsAwayException::new);
    }

    /// Waits up to `ChangesAnswer.WAIT_MAX` for something new since the mark; an empty mark is answered at once.
    /// Throws [StreamsAwayException].
    public ChangesAnswer changes(UserId userId, String since) {
        return ask("/internal/changes/" + userId.value(), Map.of("since", since), ChangesAnswer.class)
                .orElseThrow(StreamsAwayException::new);
    }

    private <T> Optional<T> ask(String path, Map<String, String> parameters, Class<T> type) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromUri(base).path(path);
        Consumer<Map.Entry<String, String>> add = each -> uri.queryParam(each.getKey(), "{" + each.getKey() + "}");
        parameters.entrySet().stream().filter(each -> !each.getValue().isEmpty()).forEach(add);
        try {
            byte[] body = http.get().uri(uri.encode().buildAndExpand(parameters).toUri()).retrieve()
                    .body(byte[].class);
            return Optional.of(SluiceJson.mapper().readValue(body, type));
        } catch (HttpClientErrorException.NotFound unknown) {
            return Optional.empty();
        } catch (HttpClientErrorException.BadRequest refused) {
            throw new IllegalArgumentException("usage-streams refuses the question", refused);
        } catch (RestClientException | JacksonException e) {
            LOG.atWarn().addKeyValue("path", path.replaceAll("[a-z]+_[0-9a-f-]+", "…"))
                    .addKeyValue("error", e.getClass().getSimpleName()).log("usage-streams did not answer");
            throw new StreamsAwayException();
        }
    }
}
