package dev.sluice.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// `etc/advisories.xml` names, for each version that is refused, the advisory that says why; the build reads it.
class AdvisoriesTest {

    private static final Path CHECKOUT = Path.of("..");
    private static final Pattern LINE = Pattern.compile(
            "\\s*<exclude>[\\w.-]+:[\\w.-]+(:\\(,[\\w.-]+\\))?</exclude> <!-- (CVE-\\d{4}-\\d{4,7}|GHSA(-\\w{4}){3}) -->");

    @Test
    void eachRefusedVersionHasItsAdvisory() throws IOException {
        List<String> lines = Files.readAllLines(CHECKOUT.resolve("etc/advisories.xml")).stream()
                .filter(line -> line.contains("<exclude>")).toList();

        assertThat(lines).isNotEmpty().isSorted().allMatch(line -> LINE.matcher(line).matches());
    }

    @Test
    void theBuildReadsThem() throws IOException {
        assertThat(Files.readString(CHECKOUT.resolve("pom.xml"))).contains("etc/advisories.xml");
    }
}
