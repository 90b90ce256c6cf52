package dev.sluice.streams.running;

import java.util.function.BiConsumer;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/// Tells what was written to a cached store since the last commit, each row once and as it is then. Whatever is
/// forwarded for it has been sent before the commit stands: nothing is lost however the process ends. Kafka's own
/// tables do the same; for other processors there is no public way.
public final class AtCommit {

    private AtCommit() {}

    /// Must be called while the processor is initialised. Deleted rows are not told.
    public static <K, V> void tell(ProcessorContext<?, ?> context, StateStore cached, BiConsumer<K, V> row) {
        InternalProcessorContext<?, ?> task = (InternalProcessorContext<?, ?>) context;
        ProcessorNode<?, ?, ?, ?> processor = task.currentNode();
        @SuppressWarnings("unchecked")
        CachedStateStore<K, V> store = (CachedStateStore<K, V>) cached;
        boolean told = store.setFlushListener(written -> {
            if (written.value().newValue != null) {
                ProcessorNode<?, ?, ?, ?> current = task.currentNode();
                task.setCurrentNode(processor);
                try {
                    row.accept(written.key(), written.value().newValue);
                } finally {
                    task.setCurrentNode(current);
                }
            }
        }, false);
        if (!told) {
            throw new IllegalStateException("store " + cached.name() + ": not cached (expected: a cached one)");
        }
    }
}
