package dev.sluice.relay.encoding;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.compression.BrotliDecompressor;
import io.netty.handler.codec.compression.Decompressor;
import io.netty.handler.codec.compression.JdkZlibDecompressor;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.netty.handler.codec.compression.ZstdDecompressor;

/// How the bytes of a body stand for its content.
public enum ContentCoding {
    IDENTITY, GZIP, DEFLATE, BR, ZSTD;

    /// As messages to people name what is read here.
    public static final String NAMES = "gzip, deflate, br or zstd";

    /// RFC 9659: an encoder may not use a larger window over HTTP, so a decoder need not reserve one.
    private static final int ZSTD_WINDOW_LOG_MAX = 23;
    /// Of decoded bytes that come at a time.
    private static final int STEP_BYTES = 16 * 1024;

    /// Reads the values of `content-encoding`; empty when a coding is not known or several were applied.
    public static Optional<ContentCoding> of(List<String> values) {
        if (values.isEmpty()) {
            return Optional.of(IDENTITY);
        }
        return values.size() > 1 ? Optional.empty() : named(values.getFirst());
    }

    private static Optional<ContentCoding> named(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> Optional.of(IDENTITY);
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "deflate" -> Optional.of(DEFLATE);
            case "br" -> Optional.of(BR);
            case "zstd" -> Optional.of(ZSTD);
            default -> Optional.empty();
        };
    }

    /// Whether an `accept-encoding` may ask for it, by its name there.
    public static boolean isRead(String name) {
        return named(name).filter(coding -> coding != IDENTITY).isPresent();
    }

    /// Throws for `IDENTITY`, which needs none.
    Decompressor decompressor(ByteBufAllocator allocator) {
        return switch (this) {
            case IDENTITY -> throw new IllegalArgumentException("identity (expected: " + NAMES + ")");
            case GZIP -> JdkZlibDecompressor.builder().wrapper(ZlibWrapper.GZIP).decompressConcatenated(true)
                    .maxAllocation(STEP_BYTES).build(allocator);
            // Clients and servers disagree whether deflate has a zlib header.
            case DEFLATE -> JdkZlibDecompressor.builder().wrapper(ZlibWrapper.ZLIB_OR_NONE).maxAllocation(STEP_BYTES)
                    .build(allocator);
            case BR -> BrotliDecompressor.builder().maxOutputChunkSize(STEP_BYTES).build(allocator);
            case ZSTD -> ZstdDecompressor.builder().maxWindowLog(ZSTD_WINDOW_LOG_MAX).build(allocator);
        };
    }
}
