package dev.sluice.quickstart.journeys;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;

import dev.sluice.quickstart.journeys.Load.Seen;
import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// What a load's clients saw, held against what the platform recorded and charged: every answer that came whole
/// is recorded exactly once with its exact tokens, nothing is recorded twice, the balance is the sum of the
/// records, and each answer that was cut is closed.
record Reckoning(LocalPlatform platform, List<Person> people, Map<Long, Seen> seen) {

    private static final Duration RECORDED_MAX = Duration.ofSeconds(90);
    private static final BigDecimal WELCOME_USD = new BigDecimal("5.000000000");

    /// Waits until everything has come to rest; the counts are printed under the given title.
    void assertNothingLostNorDoubled(String title) {
        List<Long> whole = Load.inputs(seen, Seen.WHOLE);
        soon("records of whole answers").untilAsserted(() -> assertThat(reported(records())).containsAll(whole));
        people.forEach(Reckoning::awaitBalanceEqualToRecords);
        assertRecordedOnce(records(), whole);
        assertEachEndsOnce(title);
    }

    private List<JsonNode> records() {
        return people.stream().flatMap(person -> person.allRecords().stream()).toList();
    }

    /// Input tokens tell one request from another; a failed one has none and costs nothing.
    private static List<Long> reported(List<JsonNode> records) {
        return records.stream().filter(record -> record.path("basis").asString().equals("REPORTED"))
                .map(record -> record.path("tokens").path("input").asLong()).filter(input -> input > 0).toList();
    }

    private static void awaitBalanceEqualToRecords(Person person) {
        soon("balance = grant - sum of records, nothing reserved").untilAsserted(() -> {
            BigDecimal spent = person.allRecords().stream()
                    .map(record -> new BigDecimal(record.path("costUsd").asString()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(new BigDecimal(person.api().availableUsd(person.signedIn())))
                    .isEqualByComparingTo(WELCOME_USD.subtract(spent));
        });
    }

    private void assertRecordedOnce(List<JsonNode> records, List<Long> whole) {
        Map<Long, Long> times = reported(records).stream().collect(Collectors.groupingBy(input -> input,
                Collectors.counting()));
        assertThat(times).allSatisfy((input, count) -> assertThat(count).as("records of " + input).isOne());
        assertThat(times.keySet()).containsAll(whole).isSubsetOf(seen.keySet());
        assertThat(records).extracting(record -> record.path("id").asString()).doesNotHaveDuplicates();
        assertThat(records.size()).isLessThanOrEqualTo(seen.size());
    }

    /// From the topics alone: also what the clients saw break has one ending each, charged by architecture D14.
    private void assertEachEndsOnce(String title) {
        soon("an ending of each reserved request").untilAsserted(
                () -> Endings.read(platform, people).assertEachEndsOnceByD14());
        Figures.print(title + ": seen " + Load.counts(seen) + ", ended " + Endings.read(platform, people).counts());
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(RECORDED_MAX).pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsMatching(IllegalStateException.class::isInstance);
    }
}
