package dev.sluice.bench.profiles;

import java.io.IOException;
import java.util.function.Function;

import dev.sluice.bench.measuring.Spent;

/// Takes a turn again that somebody outside the run disturbed. Whether it does depends on what the others and the
/// machine's host used alone, never on what the turn showed.
final class Takes {

    /// The last one counts, disturbed or not.
    static final int TAKES_MAX = 4;

    private final Faults faults;
    private int repeated;

    Takes(Faults faults) {
        this.faults = faults;
    }

    /// One turn.
    interface Take<T> {
        T take() throws IOException, InterruptedException;
    }

    /// @param where
    ///            for what is said when the last take was disturbed too
    <T> T undisturbed(String where, Function<T, Spent> spent, Take<T> turn) throws IOException, InterruptedException {
        T taken = turn.take();
        for (int i = 1; i < TAKES_MAX && Faults.disturbed(spent.apply(taken)); i++) {
            repeated++;
            System.out.println("disturbed, taken again: " + where);
            taken = turn.take();
        }
        faults.quiet(where, spent.apply(taken));
        return taken;
    }

    /// How many turns were taken again until now.
    int repeated() {
        return repeated;
    }
}
