package dev.sluice.relay.telemetry.tracing;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/// Bounds the spans that wait for the collector, and counts what becomes of them. Safe for all threads; who ends
/// a span never waits.
public final class SpanFlow {

    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder exported = new LongAdder();
    private final LongAdder overflowed = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /// Spans that the collector has.
    public long exported() {
        return exported.sum();
    }

    /// Spans that were dropped because as many waited as may.
    public long overflowed() {
        return overflowed.sum();
    }

    /// Spans that the collector did not take.
    public long refused() {
        return refused.sum();
    }

    /// Hands at most `max` spans at a time to `next`.
    SpanProcessor entering(SpanProcessor next, int max) {
        return new Entrance(next, max);
    }

    SpanExporter leaving(SpanExporter next) {
        return new Exit(next);
    }

    private final class Entrance implements SpanProcessor {

        private final SpanProcessor next;
        private final int max;

        Entrance(SpanProcessor next, int max) {
            this.next = next;
            this.max = max;
        }

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            next.onStart(parent, span);
        }

        @Override
        public boolean isStartRequired() {
            return next.isStartRequired();
        }

        @Override
        public void onEnd(ReadableSpan span) {
            if (!span.getSpanContext().isSampled()) {
                return;
            }
            if (waiting.incrementAndGet() > max) {
                waiting.decrementAndGet();
                overflowed.increment();
            } else {
                next.onEnd(span);
            }
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }

        @Override
        public CompletableResultCode forceFlush() {
            return next.forceFlush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return next.shutdown();
        }
    }

    private final class Exit implements SpanExporter {

        private final SpanExporter next;

        Exit(SpanExporter next) {
            this.next = next;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            int count = spans.size();
            waiting.addAndGet(-count);
            CompletableResultCode result = next.export(spans);
            return result.whenComplete(() -> (result.isSuccess() ? exported : refused).add(count));
        }

        @Override
        public CompletableResultCode flush() {
            return next.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return next.shutdown();
        }
    }
}
