package dev.sluice.api.sealing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import dev.sluice.api.ApiProperties;

/// A pepper everybody knows.
public final class KnownSecrets {

    private static final URI NOWHERE = URI.create("http://localhost:1");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private KnownSecrets() {}

    public static Pepper pepper() {
        return new Pepper(new SecretFiles(properties(folder())));
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("sluice-secrets");
            folder.toFile().deleteOnExit();
            Path file = Files.writeString(folder.resolve("pepper"), Base64.getEncoder().encodeToString(new byte[32]));
            file.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ApiProperties properties(Path secrets) {
        return new ApiProperties("localhost:1", 1, 1, "localhost:1", "a@localhost", secrets, secrets, NOWHERE, NOWHERE,
                NOWHERE, NOWHERE, NOWHERE, "Sluice", null, null, List.of(),
                new ApiProperties.SignIn(4, 1_000, 3, SECOND, SECOND, SECOND, 1),
                new ApiProperties.Answers(SECOND, SECOND, SECOND));
    }
}
