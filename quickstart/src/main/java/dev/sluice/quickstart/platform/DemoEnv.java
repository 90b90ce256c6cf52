package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `demo.env`: the addresses of a platform and its demo account, as lines a shell can read.
public record DemoEnv(String email, String password, String key) {

    @Override
    public String toString() {
        return "DemoEnv[" + email + "]";
    }

    static Optional<DemoEnv> read(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            var lines = new LinkedHashMap<String, String>();
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    lines.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            return Optional.of(new DemoEnv(lines.getOrDefault("SLUICE_EMAIL", ""),
                    lines.getOrDefault("SLUICE_PASSWORD", ""), lines.getOrDefault("SLUICE_KEY", "")));
        } catch (IOException cause) {
            throw new StartFailure("The file " + file + " cannot be read: " + cause.getMessage(), cause);
        }
    }

    void write(Path file, Ports ports) {
        var text = new StringBuilder();
        lines(ports).forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
        try {
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException cause) {
            throw new StartFailure("The file " + file + " cannot be written: " + cause.getMessage(), cause);
        }
    }

    private Map<String, String> lines(Ports ports) {
        var lines = new LinkedHashMap<String, String>();
        lines.put("SLUICE_API_URL", Ports.url(ports.api()).toString());
        lines.put("SLUICE_RELAY_URL", Ports.url(ports.relay()).toString());
        lines.put("SLUICE_BILLING_URL", Ports.url(ports.billing()).toString());
        lines.put("SLUICE_MAILBOX_URL", Ports.url(ports.mailbox()).toString());
        lines.put("SLUICE_KAFKA", "localhost:" + ports.kafka());
        lines.put("SLUICE_REDIS", "localhost:" + ports.redis());
        lines.put("SLUICE_EMAIL", email);
        lines.put("SLUICE_PASSWORD", password);
        lines.put("SLUICE_KEY", key);
        return lines;
    }
}
