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
import dev.sluice.contracts.configuration.YamlFields;
import dev.sluice.relay.upstream.Secret;

/// Reads the secrets that a configuration names: `{file: …}`, relative to its own folder, or `{env: …}`.
/// Remembers the files, because a changed secret is a changed configuration.
final class SecretReferences {

    static final int BYTES_MAX = 16 * 1024;
    private static final String EXPECTED = "{file: …} or {env: …}, never the secret itself";

    private final Path folder;
    private final UnaryOperator<@Nullable String> environment;
    private final Map<Path, String> files = new LinkedHashMap<>();

    SecretReferences(Path folder, UnaryOperator<@Nullable String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /// The files that were read, each with its content.
    Map<Path, String> files() {
        return files;
    }

    /// The secret that the field refers to.
    Secret secret(YamlFields owner, String name) {
        YamlFields reference = reference(owner, name);
        boolean file = reference.has("file");
        if (file == reference.has("env")) {
            throw owner.fault(name, "…", EXPECTED);
        }
        String field = file ? "file" : "env";
        String where = reference.scalar(field, "a name", text -> text.isBlank() ? null : text);
        reference.finish();
        String value = file ? content(folder.resolve(where)) : environment.apply(where);
        if (value == null || !value.strip().matches("[\\x21-\\x7e]{1,16384}")) {
            throw owner.fault(name, where + " holds " + (value == null ? "nothing" : "something else"),
                    "1 to " + BYTES_MAX + " printable ASCII characters");
        }
        return new Secret(value.strip());
    }

    private static YamlFields reference(YamlFields owner, String name) {
        try {
            YamlFields reference = owner.object(name);
            if (reference != null) {
                return reference;
            }
        } catch (ConfigurationFault inline) {
            throw owner.fault(name, "…", EXPECTED);
        }
        throw owner.fault(name, "missing", EXPECTED);
    }

    private @Nullable String content(Path file) {
        String content = read(file);
        files.put(file, content == null ? "" : content);
        return content;
    }

    /// Null when there is no such file, or one beyond the bound.
    static @Nullable String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            return bytes.length > BYTES_MAX ? null : new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException missing) {
            return null;
        }
    }
}
