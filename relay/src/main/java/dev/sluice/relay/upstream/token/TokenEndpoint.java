package dev.sluice.relay.upstream.token;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.relay.upstream.Credential;
import dev.sluice.relay.upstream.Proxy;
import dev.sluice.relay.upstream.Secret;

/// Asks a provider's token endpoint for an access token by a refresh token (RFC 6749 §6). Blocks: called on
/// virtual threads only. Redirects are not followed.
final class TokenEndpoint {

    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    static final int ANSWER_BYTES_MAX = 64 * 1024;
    /// Where the answer does not say how long the token is good for.
    static final Duration LIFETIME_ASSUMED = Duration.ofMinutes(10);
    private static final long LIFETIME_SECONDS_MAX = Duration.ofDays(30).toSeconds();
    private static final String TOKEN = "[\\x21-\\x7e]{1,16384}";

    TokenGrant refresh(Credential.OAuth credential, Secret refreshToken, @Nullable Proxy proxy)
            throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(credential.tokenUrl()).timeout(ANSWER_TIMEOUT)
                .header("content-type", "application/x-www-form-urlencoded").header("accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form(credential, refreshToken))).build();
        try (HttpClient client = client(proxy)) {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(ANSWER_BYTES_MAX);
                return response.statusCode() == 200
                        ? granted(bytes)
                        : new TokenGrant.Denied("status " + response.statusCode());
            }
        } catch (IOException away) {
            return new TokenGrant.Denied(away.getClass().getSimpleName());
        }
    }

    private static HttpClient client(@Nullable Proxy proxy) {
        HttpClient.Builder builder = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER_TIMEOUT);
        return (proxy == null
                ? builder
                : builder.proxy(ProxySelector.of(new InetSocketAddress(proxy.host(), proxy.port())))).build();
    }

    private static String form(Credential.OAuth credential, Secret refreshToken) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "refresh_token");
        fields.put("refresh_token", refreshToken.reveal());
        fields.put("client_id", credential.clientId());
        Secret clientSecret = credential.clientSecret();
        if (clientSecret != null) {
            fields.put("client_secret", clientSecret.reveal());
        }
        return fields.entrySet().stream().map(it -> it.getKey() + "="
                + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    private static TokenGrant granted(byte[] json) {
        JsonNode answer;
        try {
            answer = SluiceJson.mapper().readTree(json);
        } catch (JacksonException notJson) {
            return new TokenGrant.Denied("an answer that is no JSON");
        }
        String token = answer.path("access_token").asString("");
        if (!token.matches(TOKEN)) {
            return new TokenGrant.Denied("an answer without an access token");
        }
        long seconds = answer.path("expires_in").asLong(LIFETIME_ASSUMED.toSeconds());
        String rotated = answer.path("refresh_token").asString("");
        return new TokenGrant.Granted(new Secret(token),
                Duration.ofSeconds(Math.clamp(seconds, 1, LIFETIME_SECONDS_MAX)),
                rotated.matches(TOKEN) ? new Secret(rotated) : null);
    }
}
