package dev.sluice.relay.exchange.caller;

import java.net.InetAddress;
import java.util.List;

import dev.sluice.relay.peer.Network;

/// Whether an IP address lies in one of the ranges of a key (`203.0.113.7`, `10.0.0.0/8`, `2001:db8::/32`).
/// No ranges means every address; a range that cannot be read permits nothing.
final class AddressRule {

    boolean permits(List<String> ranges, String address) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> contains(range, address));
    }

    private static boolean contains(String range, String address) {
        try {
            return Network.parse(range).contains(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
