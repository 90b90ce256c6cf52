package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;

/// The secrets the services share, one file each, made once per data folder and readable by its owner alone.
final class Secrets {

    private static final List<String> RANDOM = List.of("internal-credential", "pepper", "kek");
    private static final int SECRET_BYTES = 32;
    private static final int PEM_LINE = 64;

    private final Path folder;
    private final SecureRandom random;

    Secrets(Path folder, SecureRandom random) {
        this.folder = folder;
        this.random = random;
    }

    /// Makes the files that do not exist yet; an existing one stays as it is.
    void create() {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            for (String name : RANDOM) {
                byte[] secret = new byte[SECRET_BYTES];
                random.nextBytes(secret);
                write(name, Base64.getEncoder().encodeToString(secret));
            }
            write("jwt-signing-key.pem", signingKey());
        } catch (IOException | GeneralSecurityException cause) {
            throw new StartFailure("The secrets in " + folder + " cannot be written: " + cause.getMessage(), cause);
        }
    }

    private String signingKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        String lines = Base64.getMimeEncoder(PEM_LINE, new byte[]{'\n'}).encodeToString(key);
        return "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n";
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        if (Files.notExists(file)) {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, ownerOnly);
            Files.writeString(file, content);
        }
    }
}
