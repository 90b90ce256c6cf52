package dev.sluice.relay.journal.forwarding;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.Executors;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.journal.Journal;
import dev.sluice.relay.journal.JournalSamples;
import dev.sluice.relay.journal.Journals;

/// A process that appends at full speed from two threads until it is killed. A witness file, mapped into
/// memory, counts per thread the appends that have returned; request n of thread t has the id (t, n).
final class AppendingChild {

    static final int THREADS = 2;
    static final long WITNESS_BYTES = THREADS * Long.BYTES;

    private AppendingChild() {}

    public static void main(String[] args) throws IOException {
        Journals journals = JournalSamples.journals(Path.of(args[0]),
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()));
        Journal journal = journals.create();
        MemorySegment witness = witness(Path.of(args[1]));
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            Thread.ofPlatform().start(() -> append(journal, thread, witness));
        }
    }

    static MemorySegment witness(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, 0, WITNESS_BYTES, Arena.ofAuto());
        }
    }

    static RequestId request(int thread, long number) {
        return RequestId.of(new UUID(thread, number));
    }

    private static void append(Journal journal, int thread, MemorySegment witness) {
        JournalSamples samples = new JournalSamples();
        for (long n = 0;; n++) {
            samples.append(journal, samples.reserved(request(thread, n)));
            if (n > 0) {
                samples.append(journal, samples.settled(request(thread, n - 1)));
            }
            witness.setAtIndex(ValueLayout.JAVA_LONG, thread, n + 1);
        }
    }
}
