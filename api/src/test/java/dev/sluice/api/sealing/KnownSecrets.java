package dev.sluice.api.sealing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.api.ApiProperties;

/// A pepper everybody knows, and settings that lead nowhere.
public final class KnownSecrets {

    private static final URI NOWHERE = URI.create("http://localhost:1");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private KnownSecrets() {}

    public static Pepper pepper() {
        return new Pepper(new SecretFiles(properties(folder(), 4, List.of())));
    }

    /// Of an api that has nothing to talk to.
    public static ApiProperties properties(@Nullable Integer bcryptCost) {
        return properties(folder(), bcryptCost, List.of());
    }

    /// Of an api that stands behind proxies.
    public static ApiProperties properties(List<String> trustedProxies) {
        return properties(folder(), 4, trustedProxies);
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

    private static ApiProperties properties(Path secrets, @Nullable Integer bcryptCost,
            List<String> trustedProxies) {
        return new ApiProperties("localhost:1", 1, 1, "localhost:1", "a@localhost", secrets, secrets, NOWHERE, NOWHERE,
                NOWHERE, NOWHERE, NOWHERE, "Sluice", null, null, List.of(), trustedProxies,
                new ApiProperties.SignIn(bcryptCost, 1_000, 3, SECOND, SECOND, SECOND, 1),
                new ApiProperties.Answers(SECOND, SECOND, SECOND));
    }
}
