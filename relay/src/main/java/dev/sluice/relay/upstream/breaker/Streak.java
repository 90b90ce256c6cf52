package dev.sluice.relay.upstream.breaker;

/// Bad signals in a row: how many, and whether they are more than one user's.
record Streak(int length, int firstUser, boolean several) {

    static final Streak NONE = new Streak(0, 0, false);

    private static final int LENGTH_MAX = 1_000_000;

    Streak by(int user) {
        boolean first = length == 0;
        return new Streak(longer(), first ? user : firstUser, several || !first && user != firstUser);
    }

    /// No request is the cause, so it counts like several users'.
    Streak byNobody() {
        return new Streak(longer(), firstUser, true);
    }

    private int longer() {
        return Math.min(length + 1, LENGTH_MAX);
    }
}
