package dev.sluice.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Person;

import static dev.sluice.api.ApiClient.PASSWORD;
import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

/// The programs of `docs/how-to/scripts.md` do what they say.
class ScriptsIT {

    private static final Path FOLDER = Path.of("..", "docs", "how-to").toAbsolutePath().normalize();
    private static final long SECONDS_MAX = 60;

    private final RunningApi api = PlayedPlatform.api();
    private final ApiClient client = api.client();
    private final Person person = client.signUp();

    @BeforeAll
    static void nobodyFailedYet() {
        TestedRedis.forgetFailures();
    }

    @Test
    void curlSignsInMakesAKeyReadsUsageAndSignsOut() throws Exception {
        Run first = run(PASSWORD, "sh", "sluice-usage.sh");
        Run again = run(PASSWORD, "sh", "sluice-usage.sh");

        assertThat(first.status()).as(first.output()).isZero();
        assertThat(first.output()).contains("key cuk_", "\"costUsd\":\"8.491590000\"", "id,at,keyId,keyName");
        assertThat(again.line("key ")).as("the same key with the same Idempotency-Key").isEqualTo(first.line("key "));
        assertThat(client.get("/api/client/keys", bearer(person)).expect(200).json().path("items")).hasSize(1);
    }

    @Test
    void pythonDoesTheSame() throws Exception {
        Run run = run(PASSWORD, "python3", "sluice_usage.py");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("key cuk_", "450 requests, 8.491590000 USD", "  claude: 8.491590000 USD");
        assertThat(run.output().lines().filter(line -> line.endsWith("0.018870200"))).hasSize(PlayedRecords.RECORDS);
    }

    @Test
    void aWrongPasswordIsSaidAndNothingIsMade() throws Exception {
        Run curl = run("wrong-" + PASSWORD, "sh", "sluice-usage.sh");
        Run python = run("wrong-" + PASSWORD, "python3", "sluice_usage.py");

        assertThat(curl.status()).isNotZero();
        assertThat(python.status()).isNotZero();
        assertThat(python.output()).contains("401 bad-credentials");
        assertThat(client.get("/api/client/keys", bearer(person)).expect(200).json().path("items")).isEmpty();
    }

    private record Run(int status, String output) {

        String line(String start) {
            return output.lines().filter(line -> line.startsWith(start)).findFirst().orElse("");
        }
    }

    private Run run(String password, String... command) throws IOException, InterruptedException {
        List<String> all = Stream.concat(Arrays.stream(command, 0, 1),
                Stream.of(FOLDER.resolve(command[1]).toString())).toList();
        Path output = Files.createTempFile("sluice-script", ".txt");
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("SLUICE_URL", api.url().toString());
        builder.environment().put("SLUICE_EMAIL", person.email());
        builder.environment().put("SLUICE_PASSWORD", password);
        Process process = builder.start();
        assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as("ends in time").isTrue();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        return new Run(process.exitValue(), text);
    }
}
