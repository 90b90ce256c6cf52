package dev.sluice.relay.body;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// A body on its way into a temporary file, and read once when it is whole. Confined to one event loop, which never
/// waits for the disk: one call at a time is under way on the folder's threads. Owns the file until `whole` hands
/// it over.
public final class Spilling {

    /// What may wait in memory for the disk; past it the listener is told to send no more.
    public static final int WAITING_BYTES_MAX = 1024 * 1024;
    /// What a part counts at least, however little it brings.
    private static final int PART_BYTES_MIN = 1024;

    /// Hears how it goes, on the event loop.
    public interface Listener {

        /// Whether more may come.
        void mayReceive(boolean more);

        /// The disk refused, and nothing is kept any more.
        void failed();
    }

    private final SpillFolder folder;
    private final ByteBudget room;
    private final Executor loop;
    private final Listener listener;
    private List<ByteBuf> waiting = new ArrayList<>();
    private @Nullable FileChannel file;
    private @Nullable Runnable last;
    private long share;
    private int waitingBytes;
    private int bytes;
    private boolean busy;
    private long calls;
    private boolean held;
    private boolean closed;

    /// `room` is what its owner may take in the folder.
    public Spilling(SpillFolder folder, ByteBudget room, Executor loop, Listener listener) {
        this.folder = folder;
        this.room = room;
        this.loop = loop;
        this.listener = listener;
    }

    /// Whether there is room for this many bytes in all.
    public boolean reserve(long bytesInAll) {
        if (bytesInAll > share) {
            if (!room.take(bytesInAll - share)) {
                return false;
            }
            share = bytesInAll;
        }
        return true;
    }

    public long reservedBytes() {
        return share;
    }

    /// Whether the client may not send because the disk is behind.
    public boolean isHeld() {
        return held;
    }

    /// Whether a call to the disk is under way.
    public boolean isBusy() {
        return busy;
    }

    /// How many calls to the disk have ended.
    public long calls() {
        return calls;
    }

    /// Appends a part, for which there is room; it stays the caller's.
    public void add(ByteBuf part) {
        if (closed || !part.isReadable()) {
            return;
        }
        waiting.add(part.retain());
        bytes += part.readableBytes();
        waitingBytes += weight(part);
        if (!held && waitingBytes > WAITING_BYTES_MAX) {
            held = true;
            listener.mayReceive(false);
        }
        next();
    }

    private static int weight(ByteBuf part) {
        return Math.max(part.readableBytes(), PART_BYTES_MIN);
    }

    /// Nothing follows. `look` sees all bytes at once, on a thread that may take its time; `done` gets the body, and
    /// what came of looking, on the event loop.
    public <T> void whole(Function<byte[], T> look, BiConsumer<SpilledBody, T> done) {
        last = () -> read(look, done);
        next();
    }

    /// Gives up what was not handed over.
    public void close() {
        if (!closed) {
            closed = true;
            waiting.forEach(ByteBuf::release);
            waiting.clear();
            if (held) {
                held = false;
                listener.mayReceive(true);
            }
            next();
        }
    }

    private void next() {
        Runnable reading = last;
        if (busy) {
            return;
        }
        if (closed) {
            folder.discard(file, room, share);
            file = null;
            share = 0;
        } else if (!waiting.isEmpty()) {
            List<ByteBuf> batch = waiting;
            waiting = new ArrayList<>();
            onDisk(() -> write(batch), _ -> written());
        } else if (reading != null) {
            last = null;
            reading.run();
        }
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    /// How the call ended is heard on the loop, also where it threw what nobody expects.
    private <T> void onDisk(Call<T> call, Consumer<T> then) {
        busy = true;
        folder.execute(() -> {
            Runnable after = this::refused;
            try {
                T result = call.run();
                after = () -> then.accept(result);
            } catch (IOException refused) {
                folder.refuses(refused);
            } finally {
                tell(after);
            }
        });
    }

    /// Without a loop nobody needs the file any more.
    private void tell(Runnable after) {
        try {
            loop.execute(() -> {
                busy = false;
                calls++;
                after.run();
            });
        } catch (RejectedExecutionException loopEnded) {
            folder.discard(file, room, share);
        }
    }

    private int write(List<ByteBuf> batch) throws IOException {
        try {
            FileChannel open = file;
            if (open == null) {
                open = folder.create();
                file = open;
            }
            int written = 0;
            for (ByteBuf part : batch) {
                while (part.isReadable()) {
                    written += part.readBytes(open, part.readableBytes());
                }
            }
            return written;
        } finally {
            batch.forEach(ByteBuf::release);
        }
    }

    private void written() {
        waitingBytes = waiting.stream().mapToInt(Spilling::weight).sum();
        if (held && !closed && waitingBytes <= WAITING_BYTES_MAX) {
            held = false;
            listener.mayReceive(true);
        }
        next();
    }

    private void refused() {
        if (closed) {
            next();
        } else {
            close();
            listener.failed();
        }
    }

    private <T> void read(Function<byte[], T> look, BiConsumer<SpilledBody, T> done) {
        onDisk(() -> look.apply(all()), seen -> {
            FileChannel written = file;
            if (closed || written == null) {
                next();
                return;
            }
            SpilledBody body = new SpilledBody(folder, written, bytes, room, share);
            file = null;
            share = 0;
            closed = true;
            done.accept(body, seen);
        });
    }

    private byte[] all() throws IOException {
        FileChannel written = file;
        ByteBuffer all = ByteBuffer.allocate(bytes);
        while (written != null && all.hasRemaining()) {
            if (written.read(all, all.position()) < 0) {
                throw new EOFException();
            }
        }
        folder.kept();
        return all.array();
    }
}
