package dev.sluice.contracts.ids;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/// The plain text of an API key: `cuk_` + base64url of 32 random bytes and their CRC32C. It is shown once and
/// never stored, logged or serialised. The checksum tells a typo from an unknown key without a look-up; it
/// proves nothing else.
public record KeySecret(String reveal) {

    public static final String PREFIX = "cuk_";
    private static final int RANDOM_BYTES = 32;
    private static final int CHECKSUM_BYTES = 4;
    private static final int TEXT_LENGTH = PREFIX.length() + 48;

    public KeySecret {
        if (!wellFormed(reveal)) {
            throw new IllegalArgumentException("key secret: malformed (expected: cuk_ + 48 base64url characters)");
        }
    }

    /// Random must be cryptographically strong: a `SecureRandom` outside tests.
    public static KeySecret generate(RandomGenerator random) {
        byte[] entropy = new byte[RANDOM_BYTES];
        random.nextBytes(entropy);
        byte[] all = ByteBuffer.allocate(RANDOM_BYTES + CHECKSUM_BYTES).put(entropy).putInt(checksum(entropy)).array();
        return new KeySecret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all));
    }

    /// Empty when the text cannot be a key: wrong prefix, length, alphabet or checksum.
    public static Optional<KeySecret> parse(String text) {
        return wellFormed(text) ? Optional.of(new KeySecret(text)) : Optional.empty();
    }

    public KeyHash hash() {
        return KeyHash.of(reveal);
    }

    public String last4() {
        return reveal.substring(reveal.length() - 4);
    }

    private static boolean wellFormed(String text) {
        if (text.length() != TEXT_LENGTH || !text.startsWith(PREFIX)) {
            return false;
        }
        try {
            byte[] all = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            byte[] entropy = Arrays.copyOf(all, RANDOM_BYTES);
            return ByteBuffer.wrap(all, RANDOM_BYTES, CHECKSUM_BYTES).getInt() == checksum(entropy);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    @Override
    public String toString() {
        return "KeySecret[…" + last4() + "]";
    }
}
