package dev.sluice.relay.peer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

import io.netty.handler.codec.http.HttpHeaders;

/// Who opened a connection, and who asks on it. Confined to the connection's loop.
public final class Peer {

    private final TrustedProxies proxies;
    private InetAddress address;
    private String text;
    private boolean trusted;

    public Peer(TrustedProxies proxies, SocketAddress remote) {
        this.proxies = proxies;
        this.address = remote instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress()
                : new InetSocketAddress(0).getAddress();
        this.text = address.getHostAddress();
        this.trusted = proxies.trust(address);
    }

    public boolean isTrusted() {
        return trusted;
    }

    /// A trusted balancer says for whom it opened the connection.
    void actsFor(InetAddress client) {
        address = client;
        text = client.getHostAddress();
        trusted = proxies.trust(client);
    }

    /// The address that a request comes from.
    public String addressOf(HttpHeaders headers) {
        return trusted
                ? proxies.clientOf(address, headers.getAll(proxies.note().header())).getHostAddress()
                : text;
    }
}
