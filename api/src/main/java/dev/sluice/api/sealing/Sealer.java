package dev.sluice.api.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM over bytes, bound to what they are about: sealed data moved to another place does not open.
/// Form: base64url of a format byte, a random nonce and the cipher text with its tag.
final class Sealer {

    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random;

    Sealer(SecureRandom random) {
        this.random = random;
    }

    String seal(byte[] key, String about, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] cipherText = run(Cipher.ENCRYPT_MODE, key, about, nonce, plain);
        byte[] all = ByteBuffer.allocate(1 + NONCE_BYTES + cipherText.length).put(FORMAT).put(nonce).put(cipherText)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /// Throws `IllegalStateException` when key, subject or text do not belong together.
    byte[] open(byte[] key, String about, String sealed) {
        ByteBuffer all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed));
        byte format = all.get();
        if (format != FORMAT) {
            throw new IllegalStateException("sealed data: format " + format + " (expected: " + FORMAT + ")");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        all.get(nonce);
        byte[] cipherText = new byte[all.remaining()];
        all.get(cipherText);
        return run(Cipher.DECRYPT_MODE, key, about, nonce, cipherText);
    }

    private static byte[] run(int mode, byte[] key, String about, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealed data about " + about + " does not open", e);
        }
    }
}
