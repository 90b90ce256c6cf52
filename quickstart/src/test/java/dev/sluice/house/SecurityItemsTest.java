package dev.sluice.house;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The page that says what covers each item of the security standard names no test that is not there.
class SecurityItemsTest {

    private static final String COVERED = "## Covered";
    private static final String NOT_COVERED = "## Not covered yet";
    private static final int TESTS_NAMED_MIN = 40;
    private static final Pattern TEST = Pattern.compile("`(?:\\w+/)?(\\w+(?:IT|Test))(?:\\.(\\w+))?`");

    private final List<Path> tests = Checkout.javaSources("test");

    @Test
    void everyTestThatIsNamedExists() {
        List<MatchResult> named = Checkout.lines(Checkout.file("docs/reference/security.md")).stream()
                .flatMap(line -> TEST.matcher(line).results()).toList();

        assertThat(named).hasSizeGreaterThan(TESTS_NAMED_MIN);
        assertThat(named).filteredOn(each -> !exists(each.group(1), each.group(2))).extracting(MatchResult::group)
                .isEmpty();
    }

    @Test
    void itSaysWhatIsCoveredAndWhatIsNot() {
        assertThat(Checkout.lines(Checkout.file("docs/reference/security.md"))).contains(COVERED, NOT_COVERED);
    }

    private boolean exists(String test, @Nullable String method) {
        return tests.stream().filter(file -> file.endsWith(test + ".java")).map(Checkout::lines)
                .anyMatch(lines -> method == null
                        || lines.stream().anyMatch(line -> line.contains("void " + method + "(")));
    }
}
