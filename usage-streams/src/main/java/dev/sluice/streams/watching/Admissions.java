package dev.sluice.streams.watching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/// When the newest requests of the busiest users were admitted, told when they are over, in any order. More than
/// `rpm` of them in 60 s are a suspicion, and a violation if the same limit still holds some time later: a limit that
/// is changed is known here and at the relays at different moments. Not thread-safe.
final class Admissions {

    /// Users looked at, the ones seen last.
    static final int USERS_MAX = 500;
    /// A larger limit is not checked: one user takes at most four times as many numbers.
    static final int RPM_MAX = 4_000;
    private static final int MINUTES_KEPT = 4;
    private static final long MINUTE_MILLIS = 60_000;

    private final long settlingMillis;
    private final Function<String, OptionalLong> limits;
    private final Map<String, Recent> users = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Recent> eldest) {
            return size() > USERS_MAX;
        }
    };
    private final Map<String, Suspicion> suspicions = new LinkedHashMap<>();

    private record Suspicion(long rpm, long dueMillis) {}

    /// @param limits
    ///            user → requests per minute; empty when there is no limit to hold
    Admissions(Duration settling, Function<String, OptionalLong> limits) {
        this.settlingMillis = settling.toMillis();
        this.limits = limits;
    }

    /// Admissions of one user since `fromMillis`, in their order.
    private static final class Recent {

        private final int rpm;
        private final long fromMillis;
        private long[] admitted = new long[16];
        private int size;

        Recent(int rpm, long fromMillis) {
            this.rpm = rpm;
            this.fromMillis = fromMillis;
        }

        /// Whether more than `rpm` stand within a minute with this one.
        boolean add(long millis) {
            int found = Arrays.binarySearch(admitted, 0, size, millis);
            int at = found < 0 ? -found - 1 : found;
            if (size == MINUTES_KEPT * rpm) {
                if (at == 0) {
                    return false;
                }
                System.arraycopy(admitted, 1, admitted, 0, size - 1);
                size--;
                at--;
            }
            admitted = size == admitted.length ? Arrays.copyOf(admitted, 2 * size) : admitted;
            System.arraycopy(admitted, at, admitted, at + 1, size - at);
            admitted[at] = millis;
            size++;
            return isTooMany(at);
        }

        private boolean isTooMany(int at) {
            for (int first = Math.max(0, at - rpm); first <= at && first + rpm < size; first++) {
                if (admitted[first + rpm] - admitted[first] < MINUTE_MILLIS) {
                    return true;
                }
            }
            return false;
        }
    }

    /// @param nowMillis
    ///            a user is looked at from some time after it was first seen
    void admitted(String user, long admittedMillis, long nowMillis) {
        Recent recent = users.get(user);
        if (recent == null) {
            OptionalLong rpm = limits.apply(user);
            if (rpm.isPresent() && rpm.getAsLong() > 0 && rpm.getAsLong() <= RPM_MAX) {
                users.put(user, new Recent((int) rpm.getAsLong(), nowMillis + settlingMillis));
            }
        } else if (admittedMillis >= recent.fromMillis && recent.add(admittedMillis)) {
            users.remove(user);
            suspicions.putIfAbsent(user, new Suspicion(recent.rpm, nowMillis + settlingMillis));
        }
    }

    /// Suspicions that have come true.
    List<String> overdue(long nowMillis) {
        List<String> violations = new ArrayList<>();
        suspicions.entrySet().removeIf(each -> {
            boolean due = each.getValue().dueMillis() <= nowMillis;
            if (due && limits.apply(each.getKey()).equals(OptionalLong.of(each.getValue().rpm()))) {
                violations.add(each.getKey() + " had more than " + each.getValue().rpm() + " requests within 60 s");
            }
            return due;
        });
        return violations;
    }
}
