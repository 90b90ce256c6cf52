package dev.sluice.streams.accounts.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.rated.UsageAlert.Window;

/// Row `a/<user>`: what was told about the spending of an account, so that it is told once.
///
/// @param creditNanos
///            the balance after the last credit; 0 before the first
/// @param told
///            at most one per window, and one of the balance
public record ToldRow(long creditNanos, List<Told> told) {

    public static final ToldRow NONE = new ToldRow(0, List.of());

    /// Until a share of a limit is reached that is larger, or that time comes.
    ///
    /// @param window
    ///            of the budget; null for the balance
    /// @param limitNanos
    ///            of which it was a share: another limit is told about anew
    /// @param untilMillis
    ///            end of the month, or a whole window after it was told
    public record Told(@Nullable Window window, int percent, long limitNanos, long untilMillis) {}

    public ToldRow {
        told = List.copyOf(told);
    }

    /// What was told about this and holds at `millis`.
    public Optional<Told> of(@Nullable Window window, long limitNanos, long millis) {
        return told.stream().filter(each -> each.window() == window && each.limitNanos() == limitNanos
                && each.untilMillis() > millis).findFirst();
    }

    public ToldRow with(Told newest) {
        List<Told> all = new ArrayList<>(told);
        all.removeIf(each -> each.window() == newest.window());
        all.add(newest);
        return new ToldRow(creditNanos, all);
    }

    /// There is new credit, and nothing was told about it.
    public ToldRow credited(long balanceNanos) {
        return new ToldRow(balanceNanos, told.stream().filter(each -> each.window() != null).toList());
    }
}
