package dev.sluice.relay.body;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// A body in a temporary file.
public final class SpilledBody implements HeldBody {

    private final SpillFolder folder;
    private final FileChannel file;
    private final int bytes;
    private final ByteBudget room;
    private final long share;
    private int holders = 1;

    /// Takes over the file, and the share of `room` that was taken for it.
    SpilledBody(SpillFolder folder, FileChannel file, int bytes, ByteBudget room, long share) {
        this.folder = folder;
        this.file = file;
        this.bytes = bytes;
        this.room = room;
        this.share = share;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    @Override
    public void retain() {
        holders++;
    }

    @Override
    public void release() {
        if (--holders == 0) {
            folder.discard(file, room, share);
        }
    }

    /// Reads a piece; `taker` gets it on the event loop and owns it, or gets null where the disk refuses.
    public void read(Span piece, Executor loop, Consumer<@Nullable ByteBuf> taker) {
        folder.execute(() -> {
            ByteBuf read = null;
            try {
                read = piece(piece);
            } catch (IOException refused) {
                folder.refuses(refused);
            } finally {
                tell(taker, read, loop);
            }
        });
    }

    private static void tell(Consumer<@Nullable ByteBuf> taker, @Nullable ByteBuf read, Executor loop) {
        try {
            loop.execute(() -> taker.accept(read));
        } catch (RejectedExecutionException loopEnded) {
            if (read != null) {
                read.release();
            }
        }
    }

    private ByteBuf piece(Span piece) throws IOException {
        ByteBuf read = ByteBufAllocator.DEFAULT.directBuffer(piece.length(), piece.length());
        try {
            while (read.isWritable()) {
                long at = piece.offset() + (long) read.readableBytes();
                if (read.writeBytes(file, at, read.writableBytes()) < 0) {
                    throw new EOFException("a body ends at byte " + at + " (expected: " + bytes + " bytes)");
                }
            }
            return read;
        } catch (IOException refused) {
            read.release();
            throw refused;
        }
    }
}
