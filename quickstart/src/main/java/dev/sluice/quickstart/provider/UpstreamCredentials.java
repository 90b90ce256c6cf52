package dev.sluice.quickstart.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

import com.sun.net.httpserver.Headers;

/// The two credentials the stub accepts, each in its provider's own form. Anything else is refused by
/// name, so that a client's key that a relay forgot to remove is seen at once.
public record UpstreamCredentials(String anthropicKey, String openAiKey) {

    private static final String CLIENT_KEY_PREFIX = "cuk_";

    /// Why an Anthropic route must refuse these headers.
    Optional<String> refuseAnthropic(Headers headers) {
        return refuse(headers, "x-api-key", anthropicKey, "authorization");
    }

    /// Why an OpenAI route must refuse these headers.
    Optional<String> refuseOpenAi(Headers headers) {
        return refuse(headers, "authorization", "Bearer " + openAiKey, "x-api-key");
    }

    private static Optional<String> refuse(Headers headers, String name, String expected, String unexpected) {
        if (headers.values().stream().flatMap(List::stream).anyMatch(UpstreamCredentials::isClientKey)) {
            return Optional.of("A client's key reached the provider.");
        }
        if (headers.containsKey(unexpected)) {
            return Optional.of("The header " + unexpected + " is present (expected: only " + name + ").");
        }
        String given = Optional.ofNullable(headers.getFirst(name)).orElse("");
        return equal(given, expected)
                ? Optional.empty()
                : Optional.of("The header " + name + " does not hold the upstream's credential.");
    }

    private static boolean isClientKey(String value) {
        return value.contains(CLIENT_KEY_PREFIX);
    }

    private static boolean equal(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "UpstreamCredentials[redacted]";
    }
}
