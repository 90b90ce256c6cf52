package dev.sluice.relay.peer;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// The proxies whose word about their clients counts. Empty by default: then every client is who its
/// socket says.
public final class TrustedProxies {

    /// Where the proxies note their clients. A client can write into the others, as proxies pass them on.
    public enum Note {
        X_FORWARDED_FOR, FORWARDED;

        private static final String X_FORWARDED_FOR_NAME = "x-forwarded-for";

        /// The name of the header.
        public String header() {
            return switch (this) {
                case X_FORWARDED_FOR -> X_FORWARDED_FOR_NAME;
                case FORWARDED -> "forwarded";
            };
        }
    }

    public static final TrustedProxies NONE = new TrustedProxies(List.of(), Note.X_FORWARDED_FOR);

    private final List<Network> networks;
    private final Note note;

    public TrustedProxies(List<Network> networks, Note note) {
        this.networks = List.copyOf(networks);
        this.note = note;
    }

    public Note note() {
        return note;
    }

    public boolean trust(InetAddress address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /// The last address of the chain that no trusted proxy has: what stands before it, its owner may have
    /// written.
    /// `peer` is who opened the connection, `noted` all values of the header.
    public InetAddress clientOf(InetAddress peer, List<String> noted) {
        if (noted.isEmpty() || !trust(peer)) {
            return peer;
        }
        InetAddress client = peer;
        List<Optional<InetAddress>> hops = switch (note) {
            case X_FORWARDED_FOR -> Hops.ofForwardedFor(noted);
            case FORWARDED -> Hops.ofForwarded(noted);
        };
        for (Optional<InetAddress> hop : hops) {
            if (hop.isEmpty()) {
                return client;
            }
            client = hop.get();
            if (!trust(client)) {
                return client;
            }
        }
        return client;
    }
}
