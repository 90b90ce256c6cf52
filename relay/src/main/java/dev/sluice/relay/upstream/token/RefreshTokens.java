package dev.sluice.relay.upstream.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import dev.sluice.relay.upstream.Secret;

/// The refresh tokens in use. A provider that gives a new one with each access token takes the old one back:
/// the new one is kept in a file of the relay's own, readable by its user only, beside the hash of the
/// configured one. As soon as another token is configured, that one counts.
final class RefreshTokens {

    private static final String OWNER_ONLY = "rw-------";

    private final Path folder;

    RefreshTokens(Path folder) {
        this.folder = folder;
    }

    /// The newest token that descends from the configured one.
    Secret current(String upstream, Secret configured) {
        Path file = file(upstream);
        if (!Files.exists(file)) {
            return configured;
        }
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            return lines.size() == 2 && lines.getFirst().equals(hash(configured))
                    ? new Secret(lines.getLast())
                    : configured;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read (expected: the refresh token of " + upstream + ")",
                    unreadable);
        }
    }

    /// Keeps a token before it is used: were it lost, so were our account until somebody logs in again.
    void keep(String upstream, Secret configured, Secret rotated) {
        Path file = file(upstream);
        try {
            Files.createDirectories(folder);
            Path next = Files.createTempFile(folder, upstream, ".next",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
            Files.writeString(next, hash(configured) + "\n" + rotated.reveal() + "\n", StandardCharsets.US_ASCII);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(file + " cannot be written (expected: room for a refresh token)",
                    unwritable);
        }
    }

    private Path file(String upstream) {
        return folder.resolve(upstream + ".refresh");
    }

    private static String hash(Secret secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(secret.reveal().getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
