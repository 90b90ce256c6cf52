package dev.sluice.bench.accounts;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the command line asks for.
///
/// @param parts
///            some of `commands`, `reads`, `storm`, `effects`, `starts`; all when none is named
/// @param people
///            who there are for the starts
/// @param record
///            writes each part that is valid into `bench/RESULTS.md`
/// @param profile
///            records what `api` does (JFR) while it is measured
record AccountsOptions(Set<String> parts, int people, boolean record, boolean profile) {

    private static final Set<String> PARTS = Set.of("commands", "reads", "storm", "effects", "starts");
    private static final String RECORD = "--record";
    private static final String PROFILE = "--profile";
    private static final String PEOPLE = "--people=";
    private static final int PEOPLE_DEFAULT = 1_000_000;

    AccountsOptions {
        parts = Set.copyOf(parts);
    }

    static AccountsOptions parse(String... args) {
        List<String> words = Arrays.asList(args);
        int people = words.stream().filter(word -> word.startsWith(PEOPLE))
                .mapToInt(word -> Integer.parseInt(word.substring(PEOPLE.length()))).findFirst().orElse(PEOPLE_DEFAULT);
        Set<String> parts = new HashSet<>(words);
        parts.removeIf(word -> word.equals(RECORD) || word.equals(PROFILE) || word.startsWith(PEOPLE));
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException(
                    parts + " (expected: some of " + PARTS + ", --people=1000000, --record, --profile)");
        }
        return new AccountsOptions(parts, people, words.contains(RECORD), words.contains(PROFILE));
    }

    boolean asks(String part) {
        return parts.isEmpty() || parts.contains(part);
    }
}
