package dev.sluice.relay;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// 64 random bits at a time from a strong source that is asked for many at once: asked for each id it would
/// cost a system call per id. Each byte is given once.
final class StrongBits implements LongSupplier {

    static final int BYTES_AT_ONCE = 4_096;

    private final RandomGenerator source;
    private final ByteBuffer drawn = ByteBuffer.allocate(BYTES_AT_ONCE).limit(0);

    /// `source` must be cryptographically strong: a `SecureRandom` outside tests.
    StrongBits(RandomGenerator source) {
        this.source = source;
    }

    @Override
    public synchronized long getAsLong() {
        if (!drawn.hasRemaining()) {
            source.nextBytes(drawn.array());
            drawn.clear();
        }
        return drawn.getLong();
    }
}
