package dev.sluice.streams.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import dev.sluice.contracts.admission.AdmitAnswer.Refused;
import dev.sluice.contracts.admission.Limit;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.streams.accounts.Decision;

import static java.util.Objects.requireNonNull;

/// Recomputes from what was truly served what must hold, and knows nothing of the protocol. Money in
/// micro-dollars.
final class Auditor {

    /// A request that reached the provider.
    static final class Served {
        final int partition;
        final int key;
        final long redisMillis;
        final SimJournal journal;
        /// What it may cost by what is known of it so far.
        long micros;
        long actual = -1;
        long chargedNanos;
        int effects;
        boolean lost;

        Served(int partition, int key, long redisMillis, SimJournal journal) {
            this.partition = partition;
            this.key = key;
            this.redisMillis = redisMillis;
            this.journal = journal;
        }
    }

    private static final double SATURATED = 0.95;
    /// A minute, the bucket that counts whole, and the longest delay of a call.
    private static final long WINDOW_MILLIS = 66_000;

    private final Timeline timeline;
    private final Budget budget;
    private final Map<RequestId, Served> served = new HashMap<>();
    private final Map<Integer, BalanceAlerts> alerts = new HashMap<>();
    private final long[] spent = new long[Names.USERS];
    private final long[][] spentByKey = new long[Names.USERS][Names.KEYS];
    private final TreeSet<String> violations = new TreeSet<>();
    private final List<long[]> admissions = new ArrayList<>();
    private long worst;

    Auditor(Timeline timeline, Budget budget) {
        this.timeline = timeline;
        this.budget = budget;
    }

    Map<RequestId, Served> served() {
        return served;
    }

    TreeSet<String> violations() {
        return violations;
    }

    long worstOverspend() {
        return worst;
    }

    void violated(String what) {
        violations.add(what);
    }

    /// Redis admitted, whatever became of it.
    void admitted(int partition, int key, long redisMillis) {
        admissions.add(new long[]{partition, key, redisMillis});
    }

    /// The provider was called.
    void served(RequestId request, Served item, long micros) {
        served.put(request, item);
        change(item, micros);
    }

    void extended(RequestId request, long micros) {
        Served item = requireNonNull(served.get(request));
        change(item, item.micros + micros);
    }

    void finished(RequestId request, long micros) {
        Served item = requireNonNull(served.get(request));
        item.actual = micros;
        change(item, micros);
    }

    /// Its record died with the disk of a relay, and its journal is closed.
    void lost(RequestId request) {
        Served item = requireNonNull(served.get(request));
        item.lost = true;
        change(item, 0);
    }

    void decided(int partition, Decision decision) {
        if (!alerts.computeIfAbsent(partition, _ -> new BalanceAlerts()).isRight(decision)) {
            violations.add("what was told about a balance is not what must be");
        }
        for (RatedUsage rated : decision.rated()) {
            Served item = requireNonNull(served.get(rated.requestId()));
            item.effects += rated.sequence() == 0 ? 1 : 0;
            item.chargedNanos += rated.chargeNanoUsd().nanos();
            change(item, item.chargedNanos / 1_000);
        }
    }

    private void change(Served item, long micros) {
        long more = micros - item.micros;
        item.micros = micros;
        spent[item.partition] += more;
        spentByKey[item.partition][item.key] += more;
        if (more > 0) {
            over("user", spent[item.partition] - budget.granted(item.partition));
            over("key", spentByKey[item.partition][item.key] - budget.ofKey(timeline.now()));
        }
    }

    private void over(String scope, long micros) {
        if (micros > 0) {
            worst = Math.max(worst, micros);
            violations.add("I4 overspend of a " + scope);
        }
    }

    /// A refusal by requests per minute must have had its reason: close to that many were admitted.
    void refused(int partition, int key, Refused refused, long redisMillis, boolean undisturbed) {
        if (refused.limit() != Limit.REQUESTS_PER_MINUTE || !undisturbed) {
            return;
        }
        boolean ofKey = refused.scope() == Limit.Scope.KEY;
        long count = admissions.stream().filter(each -> each[0] == partition && (!ofKey || each[1] == key)
                && each[2] > redisMillis - WINDOW_MILLIS).count();
        if (count < SATURATED * budget.requestsPerMinute(refused.scope())) {
            violations.add("I5 refused although the minute had room");
        }
    }

    /// I5: in no rolling minute of Redis time were more requests served than the limit. What died with a disk is
    /// released when its journal is closed, which may be a few seconds before its minute is over: not counted.
    void checkMinutes() {
        for (int partition = 0; partition < Names.USERS; partition++) {
            checkMinutes(partition, -1, budget.requestsPerMinute(Limit.Scope.USER));
            for (int key = 0; key < Names.KEYS; key++) {
                checkMinutes(partition, key, budget.requestsPerMinute(Limit.Scope.KEY));
            }
        }
    }

    private void checkMinutes(int partition, int key, long limit) {
        long[] times = served.values().stream().filter(item -> item.partition == partition && !item.lost)
                .filter(item -> key < 0 || item.key == key).mapToLong(item -> item.redisMillis).toArray();
        Arrays.sort(times);
        for (int i = 0; i + limit < times.length; i++) {
            if (times[(int) (i + limit)] - times[i] < 60_000) {
                violations.add("I5 more than the limit in a minute of a " + (key < 0 ? "user" : "key"));
                return;
            }
        }
    }

    /// I1: each served request has exactly one terminal effect and the charge of what it used.
    void checkRequests() {
        for (Served item : served.values()) {
            if (item.lost) {
                continue;
            }
            if (item.effects != 1) {
                violations.add(item.effects == 0 ? "I1 no terminal effect" : "I1 more than one terminal effect");
            } else if (item.actual >= 0 && !item.journal.isLost() && item.chargedNanos != item.actual * 1_000) {
                violations.add("I1 wrong charge");
            }
        }
    }
}
