package dev.sluice.relay.watchdog;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakTracker;
import org.jspecify.annotations.Nullable;

/// Netty's detector, which remembers what it finds. Netty makes one for each kind of resource, because the build
/// names it in `io.netty.customResourceLeakDetector`.
public final class LeakDetector<T> extends ResourceLeakDetector<T> {

    private static final long COLLECTED_MILLIS_MAX = 10_000;
    private static final ConcurrentLinkedQueue<LeakDetector<?>> ALL = new ConcurrentLinkedQueue<>();
    private static final ConcurrentLinkedQueue<String> FOUND = new ConcurrentLinkedQueue<>();

    public LeakDetector(Class<?> type, int samplingInterval) {
        super(type, samplingInterval);
        ALL.add(this);
    }

    public LeakDetector(Class<?> type, int samplingInterval, long unused) {
        this(type, samplingInterval);
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String type, String records) {
        if (!isBufferOfTheDriver(records)) {
            FOUND.add(type + records);
        }
    }

    /// Redis' driver makes a buffer for each connection and releases it when the connection is gone. Shut down while it
    /// just connects again, it does not hear of that.
    private static boolean isBufferOfTheDriver(String records) {
        return records.contains("io.lettuce.core.protocol.CommandHandler.channelRegistered");
    }

    @Override
    protected void reportUntracedLeak(String type) {
        FOUND.add(type);
    }

    /// All that was dropped until now without being released; what was told once is not told again.
    static List<String> drain() throws InterruptedException {
        // What the first collection found is queued for certain once something found by a second one is.
        awaitCollection();
        awaitCollection();
        ALL.forEach(LeakDetector::look);
        List<String> found = new ArrayList<>();
        for (String leak = FOUND.poll(); leak != null; leak = FOUND.poll()) {
            found.add(leak);
        }
        return found;
    }

    private static void awaitCollection() throws InterruptedException {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        PhantomReference<Object> canary = new PhantomReference<>(new Object(), collected);
        System.gc();
        if (collected.remove(COLLECTED_MILLIS_MAX) == null) {
            throw new IllegalStateException("nothing was collected (expected: System.gc() is not disabled)");
        }
        Reference.reachabilityFence(canary);
    }

    /// A detector looks at what was collected when it begins to track something.
    @SuppressWarnings("unchecked")
    private void look() {
        T anything = (T) new Object();
        @Nullable
        ResourceLeakTracker<T> tracker = track(anything);
        if (tracker == null) {
            throw new IllegalStateException("leak detection is off (expected: io.netty.leakDetection.level=paranoid)");
        }
        tracker.close(anything);
    }
}
