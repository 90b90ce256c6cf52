package dev.sluice.relay.encoding;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.Decompressor;
import io.netty.handler.codec.compression.Decompressor.Status;

/// What came of decoding a whole body.
public sealed interface DecodedBody {

    /// Decoded bytes per encoded one beyond the first [#RATIO_FREE_BYTES]: text compresses three to twenty times.
    int RATIO_MAX = 200;
    int RATIO_FREE_BYTES = 1024 * 1024;

    /// In one piece of heap memory, the receiver's to release.
    record Whole(ByteBuf content) implements DecodedBody {}

    /// Damaged, cut off, or followed by something else: two readers could read different contents.
    record Corrupt() implements DecodedBody {}

    /// More than `bytesMax`, by size or as what the encoded size allows.
    record TooLarge(long bytesMax) implements DecodedBody {}

    /// Leaves the encoded bytes as they are. `bytesMax` bounds the content.
    static DecodedBody of(ContentCoding coding, ByteBuf encoded, int bytesMax, ByteBufAllocator allocator) {
        int size = encoded.readableBytes();
        int most = (int) Math.min(bytesMax, RATIO_FREE_BYTES + (long) size * RATIO_MAX);
        ByteBuf content = allocator.heapBuffer(Math.min(most, size * 4 + 1), most);
        ByteBuf input = encoded.retainedDuplicate();
        try (Decompressor decompressor = coding.decompressor(allocator)) {
            if (decompressor.status() == Status.NEED_INPUT) {
                decompressor.addInput(input.retain());
            }
            if (!drain(decompressor, content)) {
                return new TooLarge(most);
            }
            if (decompressor.status() == Status.NEED_INPUT) {
                decompressor.endOfInput();
            }
            return input.isReadable() ? new Corrupt() : new Whole(content.retain());
        } catch (DecompressionException e) {
            return new Corrupt();
        } finally {
            input.release();
            content.release();
        }
    }

    /// Whether all of the output found room.
    private static boolean drain(Decompressor decompressor, ByteBuf content) {
        while (decompressor.status() == Status.NEED_OUTPUT) {
            ByteBuf output = decompressor.takeOutput();
            try {
                if (output.readableBytes() > content.maxWritableBytes()) {
                    return false;
                }
                content.writeBytes(output);
            } finally {
                output.release();
            }
        }
        return true;
    }
}
