package dev.sluice.api.sealing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;

/// The folder of secrets this installation was given. A missing or malformed one stops the start.
@Component
public class SecretFiles {

    private static final int BYTES = 32;
    private static final long FILE_BYTES_MAX = 64 * 1024;

    private static final Pattern OTHER_SIGNING_KEY = Pattern.compile("jwt-signing-key-[A-Za-z0-9._-]{1,64}\\.pem");
    private static final int OTHER_SIGNING_KEYS_MAX = 8;

    private final Path folder;

    SecretFiles(ApiProperties properties) {
        this.folder = properties.secrets();
    }

    /// What services show each other; used as text.
    public Secret internalCredential() {
        return new Secret(text("internal-credential").strip().getBytes(StandardCharsets.UTF_8));
    }

    Secret pepper() {
        return bytes("pepper");
    }

    Secret kek() {
        return bytes("kek");
    }

    /// PEM of the ES256 key that signs access tokens.
    public String signingKeyPem() {
        return text("jwt-signing-key.pem");
    }

    /// PEMs of further keys that sign nothing, but whose access tokens are good: files
    /// `jwt-signing-key-<anything>.pem`, of a key that is to come or that was replaced. At most eight.
    public List<String> otherSigningKeyPems() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(OTHER_SIGNING_KEY.asMatchPredicate())
                    .sorted().limit(OTHER_SIGNING_KEYS_MAX).map(this::text).toList();
        } catch (IOException e) {
            throw new InvalidSecretException(folder, "cannot be listed");
        }
    }

    private Secret bytes(String name) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text(name).strip());
            if (bytes.length == BYTES) {
                return new Secret(bytes);
            }
            throw new InvalidSecretException(folder.resolve(name), bytes.length + " bytes");
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidSecretException(folder.resolve(name), "not base64");
        }
    }

    private String text(String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new InvalidSecretException(file, "larger than " + FILE_BYTES_MAX + " bytes");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidSecretException(file, "cannot be read");
        }
    }
}
