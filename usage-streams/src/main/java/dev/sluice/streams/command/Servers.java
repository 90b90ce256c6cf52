package dev.sluice.streams.command;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The platform that is looked at, and the words that say what to do.
sealed interface Servers {

    /// @param kafka
    ///            bootstrap servers
    /// @param redis
    ///            host and port
    record Found(String kafka, String redis, List<String> words) implements Servers {}

    /// Asked wrongly; `sentence` says how.
    record Refused(String sentence) implements Servers {}

    String KAFKA = "--kafka";
    String REDIS = "--redis";
    String PORT_OFFSET = "--port-offset";
    int KAFKA_PORT = 9092;
    int REDIS_PORT = 6379;
    int OFFSET_MAX = 50_000;
    Pattern ADDRESS = Pattern.compile("[^:,]+:\\d{1,5}(,[^:,]+:\\d{1,5})*");

    /// Takes the servers from the options, else from the environment (`SLUICE_KAFKA`, `SLUICE_REDIS`), else those of
    /// `./sluice up`.
    static Servers of(List<String> words, Map<String, String> environment) {
        String kafka = environment.getOrDefault("SLUICE_KAFKA", "localhost:" + KAFKA_PORT);
        String redis = environment.getOrDefault("SLUICE_REDIS", "localhost:" + REDIS_PORT);
        List<String> rest = new ArrayList<>();
        for (Iterator<String> word = words.iterator(); word.hasNext();) {
            String next = word.next();
            boolean option = List.of(KAFKA, REDIS, PORT_OFFSET).contains(next);
            if (!option) {
                rest.add(next);
                continue;
            }
            String value = word.hasNext() ? word.next() : "";
            if (!isValid(next, value)) {
                return new Refused(next + ": " + (value.isEmpty() ? "nothing follows" : value) + " (expected: "
                        + (next.equals(PORT_OFFSET) ? "0.." + OFFSET_MAX : "host:port") + ")");
            }
            int offset = next.equals(PORT_OFFSET) ? Integer.parseInt(value) : 0;
            kafka = next.equals(KAFKA) ? value : next.equals(REDIS) ? kafka : "localhost:" + (KAFKA_PORT + offset);
            redis = next.equals(REDIS) ? value : next.equals(KAFKA) ? redis : "localhost:" + (REDIS_PORT + offset);
        }
        return new Found(kafka, redis, rest);
    }

    private static boolean isValid(String option, String value) {
        return option.equals(PORT_OFFSET)
                ? value.matches("\\d{1,5}") && Integer.parseInt(value) <= OFFSET_MAX
                : ADDRESS.matcher(value).matches();
    }
}
