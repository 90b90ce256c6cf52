package dev.sluice.streams.query;

import java.time.Instant;

/// The rows are being restored or moved; they were complete until `asOf`.
final class NotReadable extends RuntimeException {

    static final String REASON = "rows are being restored";

    private static final long serialVersionUID = 1L;

    private final transient Instant asOf;

    NotReadable(Instant asOf) {
        super(REASON, null, false, false);
        this.asOf = asOf;
    }

    Instant asOf() {
        return asOf;
    }
}
