package dev.sluice.relay.exchange;

import java.net.InetAddress;
import java.util.List;

/// Whether an IP address lies in one of the ranges of a key (`203.0.113.7`, `10.0.0.0/8`, `2001:db8::/32`).
/// No ranges means every address; a range that cannot be read permits nothing.
final class AddressRule {

    boolean permits(List<String> ranges, String address) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> contains(range, address));
    }

    private static boolean contains(String range, String address) {
        int slash = range.indexOf('/');
        try {
            byte[] network = InetAddress.ofLiteral(slash < 0 ? range : range.substring(0, slash)).getAddress();
            byte[] host = InetAddress.ofLiteral(address).getAddress();
            int bits = slash < 0 ? network.length * 8 : Integer.parseInt(range.substring(slash + 1));
            return network.length == host.length && bits >= 0 && bits <= network.length * 8
                    && samePrefix(network, host, bits);
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static boolean samePrefix(byte[] network, byte[] host, int bits) {
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if (((network[bit >> 3] ^ host[bit >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
