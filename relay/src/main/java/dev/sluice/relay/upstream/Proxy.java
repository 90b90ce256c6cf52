package dev.sluice.relay.upstream;

import org.jspecify.annotations.Nullable;

/// What stands between the relay and a provider. The provider's name is resolved by the proxy.
public record Proxy(Kind kind, String host, int port, @Nullable Login login) {

    /// How it is spoken to.
    public enum Kind {
        /// `CONNECT` of HTTP.
        HTTP, SOCKS5
    }

    /// Who we are to the proxy.
    public record Login(String user, Secret password) {}
}
