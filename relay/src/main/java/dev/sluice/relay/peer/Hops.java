package dev.sluice.relay.peer;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the addresses that proxies noted, each behind those before it.
final class Hops {

    /// More proxies than any chain has; what stands before them is not looked at.
    static final int HOPS_MAX = 32;
    private static final String FOR = "for=";

    private Hops() {}

    /// The last noted first; an empty element is one that is no address (`unknown`, a made-up name). `values` are
    /// those of `x-forwarded-for`.
    static List<Optional<InetAddress>> ofForwardedFor(List<String> values) {
        return lastFirst(values).stream().map(Hops::address).toList();
    }

    /// The same of RFC 7239's `forwarded`: `for=192.0.2.60;proto=http, for="[2001:db8::1]:4711"`.
    static List<Optional<InetAddress>> ofForwarded(List<String> values) {
        return lastFirst(values).stream().map(Hops::node).toList();
    }

    private static List<String> lastFirst(List<String> values) {
        List<String> elements = new ArrayList<>();
        for (String value : values.reversed()) {
            int end = value.length();
            while (end >= 0 && elements.size() < HOPS_MAX) {
                int comma = end == 0 ? -1 : value.lastIndexOf(',', end - 1);
                elements.add(value.substring(comma + 1, end).strip());
                end = comma;
            }
        }
        return elements;
    }

    private static Optional<InetAddress> node(String element) {
        for (String pair : element.split(";", -1)) {
            String trimmed = pair.strip();
            if (trimmed.toLowerCase(Locale.ROOT).startsWith(FOR)) {
                String node = trimmed.substring(FOR.length()).strip();
                boolean quoted = node.length() >= 2 && node.startsWith("\"") && node.endsWith("\"");
                return address(quoted ? node.substring(1, node.length() - 1) : node);
            }
        }
        return Optional.empty();
    }

    /// With or without a port: `192.0.2.1:80`, `[2001:db8::1]:80`, `2001:db8::1`.
    private static Optional<InetAddress> address(String text) {
        String host = text;
        int bracket = text.indexOf(']');
        if (text.startsWith("[") && bracket > 0) {
            host = text.substring(1, bracket);
        } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
            host = text.substring(0, text.indexOf(':'));
        }
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
