package dev.sluice.relay.upstream.choice;

import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/// Which upstream a session's request goes to. Prompt caches, encrypted reasoning and stored responses belong
/// to one account of a provider: a session stays where it is, and overflows only while its home is full.
final class Choice {

    private static final double UNIT = 0x1.0p-53;
    private static final int MANTISSA_SHIFT = 11;

    private Choice() {}

    /// The home of a session: where it was, if that is usable; else the heaviest of all usable ones by weighted
    /// rendezvous hashing, so that one upstream more or less moves only its own share of the sessions.
    static <C extends Candidate> @Nullable C home(List<C> all, long session, @Nullable String previous,
            long nowNanos) {
        C best = null;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (C candidate : all) {
            if (candidate.isUsable(nowNanos)) {
                if (candidate.id().equals(previous)) {
                    return candidate;
                }
                double score = score(candidate, session);
                if (score > bestScore) {
                    best = candidate;
                    bestScore = score;
                }
            }
        }
        return best;
    }

    /// The least loaded by weight of those that are usable and have room; null when there is none.
    static <C extends Candidate> @Nullable C leastLoaded(List<C> all, long session, Predicate<C> eligible,
            long nowNanos) {
        C best = null;
        double bestLoad = Double.POSITIVE_INFINITY;
        for (C candidate : all) {
            if (eligible.test(candidate) && candidate.isUsable(nowNanos) && candidate.hasRoom(nowNanos)) {
                double load = (candidate.load() + 1.0) / candidate.weight();
                boolean tie = best != null && load == bestLoad && score(candidate, session) > score(best, session);
                if (load < bestLoad || tie) {
                    best = candidate;
                    bestLoad = load;
                }
            }
        }
        return best;
    }

    /// Weighted rendezvous hashing: −w / ln(u) with u uniform in (0, 1).
    private static double score(Candidate candidate, long session) {
        double uniform = ((mixed(session ^ candidate.seed()) >>> MANTISSA_SHIFT) + 0.5) * UNIT;
        return -candidate.weight() / Math.log(uniform);
    }

    /// The finaliser of SplitMix64: every bit of the argument decides about every bit of the result.
    static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /// 64 bits of a text, FNV-1a.
    static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }
}
