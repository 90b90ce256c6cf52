package dev.sluice.api.identitylog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/// Ids of events in the form of UUIDv7, made of the command and its time: a repeat of the same work names its
/// events the same.
final class EventIds {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private EventIds() {}

    static String of(String commandId, int number, Instant at) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(commandId + "|" + number));
        long high = at.toEpochMilli() << 16 | VERSION_7 | hash.getShort() & 0x0fffL;
        long low = VARIANT | hash.getLong() & ~0xc000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
