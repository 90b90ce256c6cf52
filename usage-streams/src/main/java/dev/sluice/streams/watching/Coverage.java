package dev.sluice.streams.watching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Charges within their own reservation that no credit covered. Admission had counted that reservation against the
/// balance, so something else must have taken the money meanwhile: a revocation, an expiry, a fee, a correction, a
/// request beyond its reservation. Where nothing did, more was admitted than there was. Not thread-safe.
final class Coverage {

    /// Users of whose money something was taken, the last ones.
    static final int TAKEN_MAX = 10_000;
    /// Uncovered charges that wait for what may explain them; more are not looked at.
    static final int WAITING_MAX = 1_000;

    private final long fromMillis;
    private final long settlingMillis;
    private final Map<String, Boolean> taken = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > TAKEN_MAX;
        }
    };
    private final Map<String, Uncovered> waiting = new LinkedHashMap<>();

    private record Uncovered(String user, long nanos, long dueMillis) {}

    /// @param fromMillis
    ///            of charges before, what may explain them was perhaps not seen
    Coverage(long fromMillis, Duration settling) {
        this.fromMillis = fromMillis;
        this.settlingMillis = settling.toMillis();
    }

    /// Money was taken that no reservation had set aside.
    void taken(String user) {
        taken.put(user, true);
    }

    /// @param request
    ///            charged within its reservation
    /// @param nanos
    ///            of it that are owed
    void uncovered(String user, String request, long nanos, long millis) {
        if (millis >= fromMillis && waiting.size() < WAITING_MAX) {
            waiting.putIfAbsent(request, new Uncovered(user, nanos, millis + settlingMillis));
        }
    }

    /// Charges that nothing has explained until now; each is told once.
    List<String> overdue(long nowMillis) {
        List<String> violations = new ArrayList<>();
        waiting.entrySet().removeIf(each -> {
            Uncovered charge = each.getValue();
            boolean due = charge.dueMillis() <= nowMillis;
            if (due && !taken.containsKey(charge.user())) {
                violations.add(each.getKey() + " was admitted beyond the balance: nano-USD " + charge.nanos()
                        + " are owed");
            }
            return due;
        });
        return violations;
    }
}
