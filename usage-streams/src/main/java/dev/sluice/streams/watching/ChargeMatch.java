package dev.sluice.streams.watching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Finds for each charge of `usage.rated` its transaction in the ledger, and the other way round. Both are written at
/// once, but read apart: half of a pair may wait until the other topic has been read well beyond its time. Not
/// thread-safe.
final class ChargeMatch {

    /// Halves that wait; when there are more, everything begins anew from that moment.
    static final int WAITING_MAX = 50_000;

    private final long settlingMillis;
    private final Map<String, Half> waiting = new LinkedHashMap<>();
    private long fromMillis;

    /// @param posted
    ///            stands in the ledger; otherwise in `usage.rated`
    private record Half(boolean posted, long nanos, long millis) {}

    /// @param fromMillis
    ///            halves that were written before are left alone: the other one may have been read already
    ChargeMatch(long fromMillis, Duration settling) {
        this.fromMillis = fromMillis;
        this.settlingMillis = settling.toMillis();
    }

    /// A charge was rated. What is wrong with it; null for nothing.
    @Nullable
    String rated(String transaction, long nanos, long millis) {
        return add(transaction, new Half(false, nanos, millis));
    }

    /// A charge was posted. What is wrong with it; null for nothing.
    @Nullable
    String posted(String transaction, long nanos, long millis) {
        return add(transaction, new Half(true, nanos, millis));
    }

    private @Nullable String add(String transaction, Half half) {
        Half other = waiting.remove(transaction);
        if (other == null) {
            if (half.millis() >= fromMillis) {
                keep(transaction, half);
            }
            return null;
        }
        if (other.posted() == half.posted()) {
            return transaction + " is " + (half.posted() ? "posted" : "rated") + " twice";
        }
        return other.nanos() == half.nanos()
                ? null
                : transaction + " charges nano-USD " + half.nanos() + " in one topic and " + other.nanos()
                        + " in the other";
    }

    private void keep(String transaction, Half half) {
        if (waiting.size() >= WAITING_MAX) {
            waiting.clear();
            fromMillis = half.millis() + settlingMillis;
        } else {
            waiting.put(transaction, half);
        }
    }

    /// Halves whose other one should have been read by now; each is told once.
    ///
    /// @param ratedMillis
    ///            time of the log up to which `usage.rated` was read
    /// @param postedMillis
    ///            the same of the ledger
    List<String> overdue(long ratedMillis, long postedMillis) {
        List<String> overdue = new ArrayList<>();
        Iterator<Map.Entry<String, Half>> halves = waiting.entrySet().iterator();
        while (halves.hasNext()) {
            Map.Entry<String, Half> each = halves.next();
            Half half = each.getValue();
            if ((half.posted() ? ratedMillis : postedMillis) > half.millis() + settlingMillis) {
                overdue.add(each.getKey() + " is " + (half.posted() ? "posted and not rated" : "rated and not posted"));
                halves.remove();
            }
        }
        return overdue;
    }
}
