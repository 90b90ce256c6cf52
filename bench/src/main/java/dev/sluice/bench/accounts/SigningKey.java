package dev.sluice.bench.accounts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The key access tokens are signed with, for one run.
final class SigningKey {

    private static final int P256_BITS = 256;

    private SigningKey() {}

    static void write(Path secrets) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(P256_BITS);
            String base64 = Base64.getMimeEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            Files.writeString(secrets.resolve("jwt-signing-key.pem"),
                    "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("EC is part of every JDK", e);
        }
    }
}
