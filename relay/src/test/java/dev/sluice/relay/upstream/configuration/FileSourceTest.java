package dev.sluice.relay.upstream.configuration;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.upstream.Caps;
import dev.sluice.relay.upstream.Credential;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Proxy;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;
import dev.sluice.relay.upstream.configuration.UpstreamSource.Reading;

import static org.assertj.core.api.Assertions.assertThat;

/// A configuration file as an operator writes it, right and wrong.
class FileSourceTest {

    private static final String SMALLEST = """
            upstreams:
              - id: one
                service: claude
                url: https://api.example.com
                key: {file: one.key}
            """;

    @TempDir
    Path folder;

    private FileSource source = new FileSource(Path.of("none"), _ -> null);

    @BeforeEach
    void keys() throws IOException {
        Files.writeString(folder.resolve("one.key"), "sk-one\n");
        source = new FileSource(folder.resolve("upstreams.yml"), Map.of("TWO_KEY", "sk-two")::get);
    }

    @Test
    void theExampleOfTheReferenceIsRead() throws IOException {
        String page = Files.readString(Path.of("../docs/reference/upstreams.md"));
        String example = page.substring(page.indexOf("```yaml\n") + 8);
        Map<String, String> variables = Map.of("CLAUDE_KEY_1", "a", "CODEX_KEY", "b", "CODEX_CLIENT_SECRET", "c");
        Files.writeString(folder.resolve("claude-2.key"), "sk-2");
        Files.writeString(folder.resolve("codex.refresh"), "rt");
        Files.writeString(folder.resolve("proxy.password"), "pw");
        source = new FileSource(folder.resolve("upstreams.yml"), variables::get);

        UpstreamSet set = configured(example.substring(0, example.indexOf("```")));

        assertThat(set.upstreams()).hasSize(4);
        assertThat(set.failover()).isEqualTo(new Failover(true, 2));
    }

    @Test
    void everyFieldIsRead() throws IOException {
        UpstreamSet set = configured("""
                {"failover": {"afterAnswer": true, "attemptsMax": 3},
                 "upstreams": [{"id": "two", "service": "codex", "url": "http://10.0.0.1:8080/v2", "weight": 7,
                   "key": {"env": "TWO_KEY"}, "concurrencyMax": 40, "rpmMax": 500,
                   "models": {"gpt-6.1-sol": "eu/sol"},
                   "proxy": {"url": "socks5://proxy:1080", "user": "me", "password": {"file": "one.key"}}}]}
                """);

        assertThat(set).isEqualTo(new UpstreamSet(List.of(new Upstream("two", Service.CODEX,
                URI.create("http://10.0.0.1:8080/v2"), new Credential.ApiKey(new Secret("sk-two")), 7,
                new Caps(40, 500), Map.of("gpt-6.1-sol", "eu/sol"),
                new Proxy(Proxy.Kind.SOCKS5, "proxy", 1080, new Proxy.Login("me", new Secret("sk-one"))))),
                new Failover(true, 3)));
    }

    @Test
    void aFileIsReadAgainOnlyWhenItOrASecretChanged() throws IOException {
        assertThat(configured(SMALLEST).upstreams()).hasSize(1);
        assertThat(source.read()).isEqualTo(new Reading.Unchanged());

        Files.writeString(folder.resolve("one.key"), "sk-new");

        assertThat(source.read()).isInstanceOfSatisfying(Reading.Configured.class, it -> assertThat(
                it.set().upstreams().getFirst().credential()).isEqualTo(new Credential.ApiKey(new Secret("sk-new"))));
        assertThat(source.read()).isEqualTo(new Reading.Unchanged());
    }

    @Test
    void aMissingSecretIsReadOnceItIsThere() throws IOException {
        Files.delete(folder.resolve("one.key"));
        assertThat(fault(SMALLEST)).endsWith("line 5, upstreams[0].key: one.key holds nothing "
                + "(expected: 1 to 16384 printable ASCII characters)");
        assertThat(source.read()).isEqualTo(new Reading.Unchanged());

        Files.writeString(folder.resolve("one.key"), "sk-late");

        assertThat(source.read()).isInstanceOf(Reading.Configured.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id: one                | id: a b           | line 2, upstreams[0].id: a b (expected: 1 to 64 letters, digits, . _ -)
            service: claude        | service: gemini   | line 3, upstreams[0].service: gemini (expected: claude or codex)
            service: claude        | servce: claude    | line 2, upstreams[0].service: missing (expected: claude or codex)
            https://api            | ftp://api         | line 4, upstreams[0].url: ftp://api.example.com (expected: http:// or https:// with a host, without user, query or fragment)
            https://api            | https://u:p@api   | line 4, upstreams[0].url: https://u:p@api.example.com (expected: http:// or https:// with a host, without user, query or fragment)
            key: {file: one.key}   | key: sk-inline    | line 5, upstreams[0].key: … (expected: {file: …} or {env: …}, never the secret itself)
            key: {file: one.key}   | key: {env: NOT}   | line 5, upstreams[0].key: NOT holds nothing (expected: 1 to 16384 printable ASCII characters)
            id: one                | weight: 0         | line 2, upstreams[0].id: missing (expected: 1 to 64 letters, digits, . _ -)
            id: one                | {id: one, weight  | line 3: expected ',' or '}', but got : (expected: YAML or JSON)
            key: {file: one.key}   | key: {file: one.key}\\n    weight: 0 | line 6, upstreams[0].weight: 0 (expected: a whole number from 1 to 1000)
            key: {file: one.key}   | key: {file: one.key}\\n    wieght: 3 | line 6, upstreams[0].wieght: not known (expected: one of concurrencyMax, id, key, models, oauth, proxy, rpmMax, service, url, weight)
            key: {file: one.key}   | key: {file: one.key}\\n    id: two   | line 6, upstreams[0].id: two (expected: each field once, by name)
            key: {file: one.key}   | key: {file: one.key}\\n    models: {a: 'b"'} | line 6, upstreams[0].models.a: b" (expected: 1 to 256 letters, digits, . _ : / @ [ ] -)
            key: {file: one.key}   | key: {file: one.key}\\n    proxy: {url: 'http://proxy'} | line 6, upstreams[0].proxy.url: http://proxy (expected: http://host:port or socks5://host:port)
            upstreams:             | upstreams: []\\nothers: | line 1, upstreams: sequence (expected: a list of 1 to 100 objects)
            """)
    void aFaultIsSaidInOneSentence(String right, String wrong, String sentence) throws IOException {
        assertThat(fault(SMALLEST.replace(right, wrong.replace("\\n", "\n")))).isEqualTo(
                folder.resolve("upstreams.yml") + " " + sentence);
    }

    @Test
    void anIdStandsOnlyOnce() throws IOException {
        String twice = SMALLEST + SMALLEST.substring(SMALLEST.indexOf('\n') + 1);

        assertThat(fault(twice)).endsWith("line 6, upstreams[1].id: one (expected: an id that no other upstream has)");
    }

    private UpstreamSet configured(String text) throws IOException {
        Files.writeString(folder.resolve("upstreams.yml"), text);
        Reading reading = source.read();
        assertThat(reading).isInstanceOf(Reading.Configured.class);
        return ((Reading.Configured) reading).set();
    }

    private String fault(String text) throws IOException {
        Files.writeString(folder.resolve("upstreams.yml"), text);
        Reading reading = source.read();
        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        return ((Reading.Unreadable) reading).fault();
    }
}
