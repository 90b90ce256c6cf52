package dev.sluice.relay.forwarding;

import java.net.URI;
import java.util.Locale;

/// A provider's endpoint and our account there. `name` stands in usage events.
public record Upstream(String name, URI base, Credential credential) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /// The header that our account is named in.
    public record Credential(String header, String value) {
        @Override
        public String toString() {
            return "Credential[" + header + ": …]";
        }
    }

    public Upstream {
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        if (base.getHost() == null || !scheme.equals("http") && !scheme.equals("https") || base.getQuery() != null) {
            throw new IllegalArgumentException(
                    "upstream " + name + ": " + base + " (expected: http:// or https://, a host, no query)");
        }
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
}
