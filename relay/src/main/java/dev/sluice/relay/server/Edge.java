package dev.sluice.relay.server;

import java.util.Optional;

import dev.sluice.relay.peer.TrustedProxies;
import dev.sluice.relay.tls.ServerTls;

/// What stands before the listener, and how clients reach it.
///
/// @param proxies
///            whose word about their clients counts
/// @param proxyProtocol
///            whether their connections begin with a PROXY header, version 1 or 2
/// @param tls
///            empty for cleartext, where only HTTP/1.1 is spoken
public record Edge(TrustedProxies proxies, boolean proxyProtocol, Optional<ServerTls> tls) {

    /// Clients connect themselves, in cleartext.
    public static final Edge NONE = new Edge(TrustedProxies.NONE, false, Optional.empty());
}
