package dev.sluice.api.secondfactor;

import java.util.Locale;

/// Base 32 (RFC 4648 section 6) without padding: what people can type and authenticator applications read.
final class Base32 {

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_PER_DIGIT = 5;
    private static final int MASK = 31;

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int buffer = 0;
        for (byte each : bytes) {
            buffer = buffer << Byte.SIZE | each & 0xff;
            bits += Byte.SIZE;
            while (bits >= BITS_PER_DIGIT) {
                bits -= BITS_PER_DIGIT;
                text.append(DIGITS.charAt(buffer >> bits & MASK));
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(DIGITS.charAt(buffer << BITS_PER_DIGIT - bits & MASK));
        }
        return text.toString();
    }

    /// Upper and lower case alike. Throws `IllegalArgumentException` for another character.
    static byte[] decode(String text) {
        byte[] bytes = new byte[text.length() * BITS_PER_DIGIT / Byte.SIZE];
        int bits = 0;
        int buffer = 0;
        int next = 0;
        for (char each : text.toUpperCase(Locale.ROOT).toCharArray()) {
            int digit = DIGITS.indexOf(each);
            if (digit < 0) {
                throw new IllegalArgumentException("base 32: a character that is none (expected: A-Z, 2-7)");
            }
            buffer = buffer << BITS_PER_DIGIT | digit;
            bits += BITS_PER_DIGIT;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes[next++] = (byte) (buffer >> bits);
            }
            buffer &= (1 << bits) - 1;
        }
        return bytes;
    }
}
