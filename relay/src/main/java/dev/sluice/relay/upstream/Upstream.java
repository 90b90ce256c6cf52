package dev.sluice.relay.upstream;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.Service;

/// A configured endpoint of a provider and our credential there. `id` stands in usage events, metrics and
/// logs.
///
/// @param weight
///            its share of the sessions, 1 to 1,000, against the others of its service
/// @param models
///            model as asked for → model as this provider names it
public record Upstream(
        String id,
        Service service,
        URI base,
        Credential credential,
        int weight,
        Caps caps,
        Map<String, String> models,
        @Nullable Proxy proxy) {

    public static final int WEIGHT_MAX = 1_000;

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    public Upstream {
        if (!id.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("upstream: " + id + " (expected: 1 to 64 letters, digits, . _ -)");
        }
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        if (base.getHost() == null || !scheme.equals("http") && !scheme.equals("https") || base.getQuery() != null
                || base.getUserInfo() != null) {
            // What stands before @ or after ? may be a secret.
            Object shown = base.getUserInfo() == null && base.getQuery() == null ? base : base.getHost();
            throw new IllegalArgumentException(
                    "upstream " + id + ": " + shown + " (expected: http:// or https://, a host, no query)");
        }
        if (weight < 1 || weight > WEIGHT_MAX) {
            throw new IllegalArgumentException("weight: " + weight + " (expected: 1 to " + WEIGHT_MAX + ")");
        }
        models = Map.copyOf(models);
    }

    /// An upstream with nothing but an address and a key.
    public static Upstream plain(String id, Service service, URI base, Secret key) {
        return new Upstream(id, service, base, new Credential.ApiKey(key), 1, Caps.WIDEST, Map.of(), null);
    }

    public boolean isTls() {
        return base.getScheme().equalsIgnoreCase("https");
    }

    public int port() {
        if (base.getPort() > 0) {
            return base.getPort();
        }
        return isTls() ? HTTPS_PORT : HTTP_PORT;
    }

    /// The value of the `host` header.
    public String authority() {
        return base.getPort() > 0 ? base.getHost() + ":" + base.getPort() : base.getHost();
    }

    /// The target of a request for `pathAndQuery`, which begins with a slash.
    public String target(String pathAndQuery) {
        String prefix = base.getRawPath() == null ? "" : base.getRawPath();
        return (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix) + pathAndQuery;
    }

    /// The model to put in place of the one that was asked for; null when it stays.
    public @Nullable String modelFor(String asked) {
        String mapped = models.get(asked);
        return asked.equals(mapped) ? null : mapped;
    }
}
