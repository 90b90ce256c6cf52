package dev.sluice.relay.upstream.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.configuration.ConfigurationFault;

/// Upstreams from a YAML or JSON file. It counts as changed when its content does, or that of a secret's file
/// that it names: contents are compared, because mounted files change behind links and with any date.
public final class FileSource implements UpstreamSource {

    static final int BYTES_MAX = 1024 * 1024;

    private final Path file;
    private final UnaryOperator<@Nullable String> environment;
    private @Nullable String seen;
    private Map<Path, String> secretsSeen = Map.of();

    /// `environment` answers null for a variable that is not set.
    public FileSource(Path file, UnaryOperator<@Nullable String> environment) {
        this.file = file.toAbsolutePath();
        this.environment = environment;
    }

    @Override
    public Reading read() {
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            text = bytes.length > BYTES_MAX ? "" : new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException missing) {
            text = "";
        }
        if (text.equals(seen) && secretsSeen.equals(contents())) {
            return new Reading.Unchanged();
        }
        SecretReferences secrets = new SecretReferences(file.resolveSibling("."), environment);
        Reading reading = parsed(text, secrets);
        seen = text;
        secretsSeen = Map.copyOf(secrets.files());
        return reading;
    }

    private Reading parsed(String text, SecretReferences secrets) {
        if (text.isEmpty()) {
            return new Reading.Unreadable(file + ": missing, empty or above " + BYTES_MAX
                    + " bytes (expected: a file as docs/reference/upstreams.md describes it)");
        }
        try {
            return new Reading.Configured(new UpstreamDocument(secrets).read(text));
        } catch (ConfigurationFault fault) {
            return new Reading.Unreadable(file + " " + fault.sentence());
        }
    }

    private Map<Path, String> contents() {
        Map<Path, String> contents = new LinkedHashMap<>();
        for (Path secret : secretsSeen.keySet()) {
            String content = SecretReferences.read(secret);
            contents.put(secret, content == null ? "" : content);
        }
        return contents;
    }
}
