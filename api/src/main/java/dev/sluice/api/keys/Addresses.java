package dev.sluice.api.keys;

import java.net.Inet6Address;
import java.util.List;
import java.util.regex.Pattern;

import dev.sluice.api.web.ProblemException;

/// Networks a key may be used from: addresses with or without a prefix length. Names are never resolved.
final class Addresses {

    private static final Pattern V4 = Pattern.compile(
            "((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)(/(3[0-2]|[12]?\\d))?");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}(/(12[0-8]|1[01]\\d|[1-9]?\\d))?");

    private Addresses() {}

    static void require(List<String> addresses) {
        for (String address : addresses) {
            boolean v6 = V6.matcher(address).matches() && address.indexOf(':') >= 0 && isLiteral(address);
            if (!V4.matcher(address).matches() && !v6) {
                throw ProblemException.field("addresses", "malformed", "is not an address or CIDR: " + address);
            }
        }
    }

    /// Colons only, so the JDK parses it as a literal and asks no name server.
    private static boolean isLiteral(String address) {
        try {
            Inet6Address.ofLiteral(address.replaceFirst("/.*", ""));
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
