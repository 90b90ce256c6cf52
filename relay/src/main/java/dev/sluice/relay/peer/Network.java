package dev.sluice.relay.peer;

import java.net.InetAddress;

/// A range of IP addresses: `203.0.113.7`, `10.0.0.0/8`, `2001:db8::/32`. Host names are never resolved.
public final class Network {

    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /// Throws `IllegalArgumentException` that shows what cannot be read.
    public static Network parse(String range) {
        int slash = range.indexOf('/');
        try {
            byte[] prefix = InetAddress.ofLiteral(slash < 0 ? range : range.substring(0, slash)).getAddress();
            int bits = slash < 0 ? prefix.length * Byte.SIZE : Integer.parseInt(range.substring(slash + 1));
            if (bits >= 0 && bits <= prefix.length * Byte.SIZE) {
                return new Network(prefix, bits);
            }
        } catch (IllegalArgumentException unreadable) {
            // Said below, with what was expected.
        }
        throw new IllegalArgumentException(
                "network: " + range + " (expected: an IP address or a range like 10.0.0.0/8)");
    }

    /// An IPv4 network contains no IPv6 address and the other way round.
    public boolean contains(InetAddress address) {
        byte[] host = address.getAddress();
        if (host.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if (((prefix[bit >> 3] ^ host[bit >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
