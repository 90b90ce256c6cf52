package dev.sluice.api.web;

import org.jspecify.annotations.Nullable;

/// Versions of resources as `ETag` and `If-Match` carry them.
public final class ETags {

    private ETags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /// Null for no condition or any version; throws 412 for what was never a tag of ours.
    public static @Nullable Long expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        try {
            return Long.parseLong(ifMatch.strip().replaceFirst("^W/", "").replace("\"", ""));
        } catch (NumberFormatException e) {
            throw differs();
        }
    }

    public static ProblemException differs() {
        return ProblemException.of(412, "version-differs", "Somebody changed this meanwhile; read it again.");
    }
}
