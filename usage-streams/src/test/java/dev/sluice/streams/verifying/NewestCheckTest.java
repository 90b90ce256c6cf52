package dev.sluice.streams.verifying;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What is said of a place that keeps the newest version of each key.
class NewestCheckTest {

    private final Findings findings = new Findings();
    private final NewestCheck<String> check = new NewestCheck<>(Subject.VIEW, findings, (_, _) -> false);

    @Test
    void anyVersionThatTheLogGivesAndThatIsNotOlderThanItMustBeIsFine() {
        check.found("a", 2, () -> fields("2"));
        given("a", 1, true);
        given("a", 2, false);
        given("a", 3, false);
        given("b", 1, false);
        check.end();

        assertThat(findings.isClean()).isTrue();
        assertThat(findings.compared(Subject.VIEW)).isOne();
    }

    @Test
    void anotherContentIsToldFieldByField() {
        check.found("a", 1, () -> fields("7"));
        given("a", 1, true);
        check.end();

        assertThat(findings.told(Subject.VIEW)).containsExactly("a version 1: value 7 (the log gives 1)");
    }

    @Test
    void whatIsMissingBehindOrAheadIsTold() {
        check.found("behind", 1, () -> fields("1"));
        check.found("ahead", 9, () -> fields("9"));
        given("behind", 1, true);
        given("behind", 2, true);
        given("ahead", 8, true);
        given("missing", 4, true);
        check.end();

        assertThat(findings.told(Subject.VIEW)).containsExactlyInAnyOrder(
                "behind is at version 1 (the log gives 2)", "ahead has version 9: the log does not give it",
                "missing is missing (the log gives version 4)");
    }

    @Test
    void aKeyThatMayBeGoneIsNotMissed() {
        given("gone", 1, true);
        check.dispensable("gone");
        check.end();

        assertThat(findings.isClean()).isTrue();
    }

    private void given(String key, long version, boolean due) {
        check.given(key, version, () -> fields("" + version));
        if (due) {
            check.due(key, version);
        }
    }

    private static Fields fields(String value) {
        return new Fields(Map.of("value", value));
    }
}
