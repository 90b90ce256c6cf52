package dev.sluice.api.sessions;

import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import dev.sluice.api.sealing.Pepper;
import dev.sluice.contracts.ids.UserId;

/// From where a session was begun; personal, so sealed in the log.
///
/// @param remembered
///            whether its cookie outlives the browser
public record Device(String name, String address, boolean remembered) {

    static final String KIND = "device";
    /// Shown for what was never written down.
    static final Device UNKNOWN = new Device("unknown", "unknown", false);
    private static final int NAME_LENGTH_MAX = 160;

    static Device of(HttpServletRequest request, boolean remembered) {
        return new Device(name(request.getHeader("User-Agent")), shortened(request.getRemoteAddr()), remembered);
    }

    /// By what it is known again: what it calls itself, but for the numbers of versions, and its network.
    String mark(UserId userId, Pepper pepper) {
        return pepper.hex("device", userId.value(), name.replaceAll("[\\d._]+", ""), address);
    }

    private static String name(@Nullable String userAgent) {
        String text = userAgent == null ? "unknown" : userAgent.replaceAll("\\p{Cntrl}", " ");
        return text.length() <= NAME_LENGTH_MAX ? text : text.substring(0, NAME_LENGTH_MAX);
    }

    /// The last part is left out: enough to recognise a network, too little to find a person.
    private static String shortened(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        int cut = lower.contains(":") ? nthColon(lower, 3) : lower.lastIndexOf('.');
        return cut < 0 ? lower : lower.substring(0, cut) + (lower.contains(":") ? "::/48" : ".0/24");
    }

    private static int nthColon(String address, int n) {
        int at = -1;
        for (int i = 0; i < n; i++) {
            at = address.indexOf(':', at + 1);
            if (at < 0) {
                return -1;
            }
        }
        return at;
    }

    @Override
    public String toString() {
        return "Device[…]";
    }
}
