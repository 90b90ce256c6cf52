package dev.sluice.streams.snapshots;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A hash of rows that does not depend on their order: the SHA-256 of each, added up lane by lane. Not thread-safe.
public final class StateHash {

    private static final int LANES = 4;

    private final MessageDigest digest = sha256();
    private final long[] lanes = new long[LANES];

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is in every Java runtime", e);
        }
    }

    public void add(String key, byte[] row) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
        digest.update(name);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(row));
        for (int lane = 0; lane < LANES; lane++) {
            lanes[lane] += hash.getLong();
        }
    }

    /// 64 hexadecimal digits.
    public String text() {
        ByteBuffer bytes = ByteBuffer.allocate(LANES * Long.BYTES);
        for (long lane : lanes) {
            bytes.putLong(lane);
        }
        return HexFormat.of().formatHex(bytes.array());
    }
}
