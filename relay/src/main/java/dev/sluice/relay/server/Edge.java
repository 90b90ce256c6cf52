package dev.sluice.relay.server;

import dev.sluice.relay.peer.TrustedProxies;

/// What stands before the listener.
///
/// @param proxies
///            whose word about their clients counts
/// @param proxyProtocol
///            whether their connections begin with a PROXY header, version 1 or 2
public record Edge(TrustedProxies proxies, boolean proxyProtocol) {

    /// Clients connect themselves.
    public static final Edge NONE = new Edge(TrustedProxies.NONE, false);
}
