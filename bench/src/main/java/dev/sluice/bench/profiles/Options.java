package dev.sluice.bench.profiles;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the command line asks for.
///
/// @param brief
///            under three minutes instead of about ten; figures are rougher
/// @param record
///            writes the table into `bench/RESULTS.md`
/// @param only
///            names of profiles; empty means all
/// @param profile
///            records what the relay does (JFR) while short requests and streams are measured
record Options(boolean brief, boolean record, Set<String> only, boolean profile) {

    static final List<String> PROFILES = List.of("short", "chunks", "first-token", "open-streams", "cold-start");
    private static final String ONLY = "--only=";

    static Options parse(String... args) {
        List<String> flags = Arrays.asList(args);
        Set<String> only = flags.stream().filter(flag -> flag.startsWith(ONLY))
                .flatMap(flag -> Arrays.stream(flag.substring(ONLY.length()).split(",", -1)))
                .collect(Collectors.toUnmodifiableSet());
        for (String flag : flags) {
            if (!Set.of("--short", "--record", "--profile").contains(flag) && !flag.startsWith(ONLY)) {
                throw new IllegalArgumentException(
                        flag + " is no option (expected: --short, --record, --profile, --only=a,b)");
            }
        }
        if (!PROFILES.containsAll(only)) {
            throw new IllegalArgumentException("--only=" + only + " (expected: some of " + PROFILES + ")");
        }
        return new Options(flags.contains("--short"), flags.contains("--record"), only, flags.contains("--profile"));
    }

    boolean asks(String name) {
        return only.isEmpty() || only.contains(name);
    }
}
