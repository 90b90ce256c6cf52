package dev.sluice.streams.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What one run is about.
///
/// @param faults
///            to choose from; empty means all by weight
record Scenario(long seed, Mode mode, List<Fault> faults, Set<Mutant> mutants) {

    /// What is scarce.
    enum Mode {
        /// Requests per minute.
        RPM,
        /// Money, reserved in full.
        MONEY,
        /// Money, reserved in slices.
        CHUNKED
    }

    /// No new fault from here on.
    static final double FAULTS_SECONDS = 55;
    /// The last mark, so that the log comes to an end.
    static final double MARKS_SECONDS = 320;
    /// Everything has come to rest: the longest fault, the reaper's patience twice, a sweep.
    static final double REST_SECONDS = 330;

    /// The protocol as it is, everything going wrong.
    static Scenario of(long seed) {
        Mode mode = seed % 3 == 0 ? Mode.RPM : seed % 4 == 1 ? Mode.CHUNKED : Mode.MONEY;
        return new Scenario(seed, mode, List.of(), EnumSet.noneOf(Mutant.class));
    }

    /// The protocol without one rule, in the weather that shows it.
    static Scenario of(long seed, Mutant mutant) {
        return new Scenario(seed, mutant.mode, mutant.faults, EnumSet.of(mutant));
    }

    /// The same weather with every rule in place.
    Scenario repaired() {
        return new Scenario(seed, mode, faults, EnumSet.noneOf(Mutant.class));
    }

    /// One kind of weather in particular: then clients ask more often and calls hang more often, to see more
    /// of it.
    boolean isFocused() {
        return !faults.isEmpty();
    }

    /// Clients ask until here.
    double trafficSeconds() {
        return isFocused() ? 120 : 75;
    }

    double slowCalls() {
        return isFocused() ? 0.15 : 0.02;
    }

    /// How readily a relay that finds a gate closed registers what it has.
    double registers() {
        return isFocused() ? 0.8 : 0.3;
    }

    boolean has(Mutant mutant) {
        return mutants.contains(mutant);
    }
}
