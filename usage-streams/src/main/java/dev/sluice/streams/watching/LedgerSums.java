package dev.sluice.streams.watching;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// Nano-dollars on the ledger accounts of one partition, by kind, from its first transaction on. The sums are kept
/// with the committed offset that they reach to, so that a restart neither reads the ledger again nor counts
/// anything twice. Not thread-safe.
final class LedgerSums {

    /// Ledger accounts by the first part of their name (metering §5): the values of a label, so that names stay.
    enum Family {
        PAID("wallet:paid"), PROMOTIONAL("wallet:promo"), QUOTA("quota"), RECEIVABLE("receivable"),
        REVENUE_USAGE("revenue:usage"), REVENUE_FEE("revenue:fee"), BREAKAGE("breakage"), GRANTED("granted"),
        CASH("cash"), OTHER("");

        private final String prefix;

        Family(String prefix) {
            this.prefix = prefix;
        }

        String label() {
            return this == OTHER ? "other" : prefix;
        }

        static Family of(String account) {
            return Arrays.stream(values()).filter(family -> account.startsWith(family.prefix)).findFirst()
                    .orElse(OTHER);
        }
    }

    private static final String FORMAT = "1";
    private static final String SEPARATOR = ";";

    private final long[] nanos = new long[Family.values().length];

    /// Reads what `text` wrote; empty for anything else.
    static Optional<LedgerSums> parse(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        LedgerSums sums = new LedgerSums();
        if (parts.length != sums.nanos.length + 1 || !parts[0].equals(FORMAT)) {
            return Optional.empty();
        }
        try {
            for (int i = 0; i < sums.nanos.length; i++) {
                sums.nanos[i] = Long.parseLong(parts[i + 1]);
            }
            return Optional.of(sums);
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    String text() {
        return FORMAT + SEPARATOR
                + Arrays.stream(nanos).mapToObj(Long::toString).collect(Collectors.joining(SEPARATOR));
    }

    void add(String account, long more) {
        nanos[Family.of(account).ordinal()] += more;
    }

    long of(Family family) {
        return nanos[family.ordinal()];
    }

    /// Of everything; 0 in a ledger that is right.
    long total() {
        return Arrays.stream(nanos).sum();
    }
}
