package dev.sluice.contracts.ids;

/// The one rule for ids: prefix, then a UUID in canonical lower-case form.
final class PrefixedIds {

    private static final int UUID_LENGTH = 36;
    private static final int SHOWN_MAX = 64;

    private PrefixedIds() {}

    static void require(String name, String prefix, String value) {
        if (!value.startsWith(prefix) || value.length() != prefix.length() + UUID_LENGTH || !isUuid(value, prefix)) {
            throw new IllegalArgumentException(name + ": " + bounded(value) + " (expected: " + prefix + "<uuid>)");
        }
    }

    private static boolean isUuid(String value, String prefix) {
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = value.charAt(prefix.length() + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : (c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /// Wrong values come from outside and may be long: the message shows a bounded part.
    private static String bounded(String value) {
        return value.length() <= SHOWN_MAX ? value : value.substring(0, SHOWN_MAX) + "…";
    }
}
