package dev.sluice.streams.accounts.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Row `a/<user>`: what was told about the spending of an account, so that it is told once.
///
/// @param creditNanos
///            the balance after the last credit; 0 before the first
/// @param told
///            at most one about each thing
public record ToldRow(long creditNanos, List<Told> told) {

    public static final ToldRow NONE = new ToldRow(0, List.of());

    /// What something is told about: the balance, the budget of a window, a day much dearer than those before. The
    /// order is that of their numbers in stored rows.
    public enum About {
        BALANCE, FIVE_HOURS, DAY, WEEK, MONTH, TOTAL, SPIKE
    }

    /// Until a share of a limit is reached that is larger, or that time comes.
    ///
    /// @param limitNanos
    ///            of which it was a share: another limit is told about anew
    /// @param untilMillis
    ///            end of the day or month, or a whole window after it was told
    public record Told(About about, int percent, long limitNanos, long untilMillis) {}

    public ToldRow {
        told = List.copyOf(told);
    }

    /// What was told about this and holds at `millis`.
    public Optional<Told> of(About about, long limitNanos, long millis) {
        return told.stream().filter(each -> each.about() == about && each.limitNanos() == limitNanos
                && each.untilMillis() > millis).findFirst();
    }

    public ToldRow with(Told newest) {
        List<Told> all = new ArrayList<>(told);
        all.removeIf(each -> each.about() == newest.about());
        all.add(newest);
        return new ToldRow(creditNanos, all);
    }

    /// There is new credit, and nothing was told about it.
    public ToldRow credited(long balanceNanos) {
        return new ToldRow(balanceNanos, told.stream().filter(each -> each.about() != About.BALANCE).toList());
    }
}
