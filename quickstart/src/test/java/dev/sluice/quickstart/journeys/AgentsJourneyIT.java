package dev.sluice.quickstart.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// Claude Code and Codex, the binaries people install, get their answer; each turn is one exact record.
@ExtendWith(RunningPlatform.class)
class AgentsJourneyIT {

    private static final Duration READABLE_MAX = Duration.ofSeconds(30);
    private static final String TEXT_END = "Chunk 5 of 5.";

    @TempDir
    private Path home;

    @Test
    void claudeCodeGetsItsAnswerAndOneRecord(LocalPlatform platform) {
        try (var person = Person.signUp(platform, Map.of())) {
            var claude = ClientProgram.installed("node_modules/@anthropic-ai/claude-code-linux-x64/claude");

            String answer = ClientProgram.run(
                    List.of(claude.toString(), "-p", "say hi", "--output-format", "json"),
                    Map.of("ANTHROPIC_BASE_URL", person.relay().toString(), "ANTHROPIC_AUTH_TOKEN",
                            person.key().secret(), "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
                            "ANTHROPIC_CUSTOM_HEADERS", ExpectedRecord.claude().headerLines("\n")),
                    home);

            assertThat(answer).contains(TEXT_END).contains("\"total_cost_usd\":0.0188702");
            ExpectedRecord.claude().assertEqualTo(person.onlyRecord(READABLE_MAX));
        }
    }

    @Test
    void codexGetsItsAnswerAndOneRecord(LocalPlatform platform) throws IOException {
        try (var person = Person.signUp(platform, Map.of())) {
            var codex = ClientProgram.installed("node_modules/.bin/codex");
            Path folder = Files.createDirectory(home.resolve(".codex"));
            Files.writeString(folder.resolve("config.toml"), configuration(person));

            String answer = ClientProgram.run(
                    List.of(codex.toString(), "exec", "--skip-git-repo-check", "--json", "say hi"),
                    Map.of("CODEX_HOME", folder.toString(), "SLUICE_KEY", person.key().secret()), home);

            assertThat(answer).contains(TEXT_END).contains("\"input_tokens\":1009");
            ExpectedRecord.codex().assertEqualTo(person.onlyRecord(READABLE_MAX));
        }
    }

    private static String configuration(Person person) {
        return """
                model = "gpt-6.1-sol"
                model_provider = "sluice"
                [model_providers.sluice]
                name = "Sluice"
                base_url = "%s/v1"
                env_key = "SLUICE_KEY"
                wire_api = "responses"
                http_headers = { "x-stub-input-tokens" = "497", "x-stub-cache-read" = "512", \
                "x-stub-output-tokens" = "211", "x-stub-reasoning-tokens" = "64" }
                """.formatted(person.relay());
    }
}
