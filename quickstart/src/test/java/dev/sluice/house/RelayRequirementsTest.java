package dev.sluice.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The page that says what shows each demand of the wire on the relay: none is left out, and what is named exists.
class RelayRequirementsTest {

    private static final int DEMANDS = 37;
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| .* \\| (.*) \\|");
    private static final Pattern SHOWN_BY = Pattern.compile("`([\\w./-]+)(?:#(\\w+))?`");

    private final List<Path> tests = Checkout.javaSources("test");
    private final List<String> numbers = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    @Test
    void everyDemandIsShownByTestsThatExist() {
        Checkout.lines(Checkout.file("docs/reference/relay-requirements.md")).stream().map(ROW::matcher)
                .filter(Matcher::matches).forEach(this::row);

        assertThat(numbers).containsExactlyElementsOf(
                IntStream.rangeClosed(1, DEMANDS).mapToObj(Integer::toString).toList());
        assertThat(missing).isEmpty();
    }

    private void row(Matcher row) {
        numbers.add(row.group(1));
        List<MatchResult> shown = SHOWN_BY.matcher(row.group(2)).results().toList();
        if (shown.isEmpty()) {
            missing.add(row.group());
        }
        shown.stream().filter(each -> !exists(each.group(1), each.group(2))).map(MatchResult::group)
                .forEach(missing::add);
    }

    private boolean exists(String test, @Nullable String method) {
        if (test.contains("/")) {
            return Checkout.file(test).toFile().isFile();
        }
        String ending = "/" + test.replace('.', '/') + ".java";
        return tests.stream().filter(file -> file.toString().endsWith(ending)).map(Checkout::lines)
                .anyMatch(
                        lines -> method == null || lines.stream().anyMatch(line -> line.contains(" " + method + "(")));
    }
}
