package dev.sluice.relay.encoding;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.Decompressor;
import io.netty.handler.codec.compression.Decompressor.Status;

/// Decodes what passes, part by part. The original is not touched, and what cannot be decoded is no longer
/// read. Must be closed.
public final class DecodedCopy implements AutoCloseable {

    private final Decompressor decompressor;
    private final DecodedBytes sink;
    private final long bytesMax;
    private long decoded;
    private boolean unreadable;
    private boolean closed;

    /// Stops reading past `bytesMax` decoded bytes.
    public DecodedCopy(ContentCoding coding, long bytesMax, DecodedBytes sink) {
        this.decompressor = coding.decompressor(ByteBufAllocator.DEFAULT);
        this.bytesMax = bytesMax;
        this.sink = sink;
    }

    /// Shows encoded bytes; they are not kept beyond the call.
    public void feed(byte[] bytes, int from, int to) {
        if (unreadable || closed || from == to) {
            return;
        }
        try {
            if (decompressor.status() == Status.NEED_INPUT) {
                decompressor
                        .addInput(ByteBufAllocator.DEFAULT.heapBuffer(to - from).writeBytes(bytes, from, to - from));
                drain();
            }
        } catch (DecompressionException e) {
            unreadable = true;
        }
    }

    private void drain() {
        while (!unreadable && decompressor.status() == Status.NEED_OUTPUT) {
            ByteBuf output = decompressor.takeOutput();
            try {
                pass(output);
            } finally {
                output.release();
            }
        }
    }

    private void pass(ByteBuf output) {
        int length = output.readableBytes();
        decoded += length;
        if (decoded > bytesMax) {
            unreadable = true;
        } else if (output.hasArray()) {
            int start = output.arrayOffset() + output.readerIndex();
            sink.take(output.array(), start, start + length);
        } else {
            byte[] copy = new byte[length];
            output.readBytes(copy);
            sink.take(copy, 0, length);
        }
    }

    /// Whether something was corrupt or beyond the bound, so that not all of it was read.
    public boolean isUnreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            decompressor.close();
        }
    }
}
