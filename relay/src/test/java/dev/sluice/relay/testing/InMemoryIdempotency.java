package dev.sluice.relay.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.sluice.relay.exchange.idempotency.Idempotency;

/// Idempotency keys of one process; nothing is forgotten.
public final class InMemoryIdempotency implements Idempotency {

    private record Entry(boolean running, Claim claim) {}

    private final Map<String, Entry> entries = new HashMap<>();

    @Override
    public synchronized void claim(Claim claim, Executor loop, Consumer<Answer> answer) {
        Entry found = entries.putIfAbsent(name(claim), new Entry(true, claim));
        loop.execute(() -> answer.accept(judged(claim, found)));
    }

    private static Answer judged(Claim claim, @Nullable Entry found) {
        if (found == null) {
            return new Answer.Claimed();
        }
        if (!found.claim.body().equals(claim.body())) {
            return new Answer.OtherBody();
        }
        return found.running ? new Answer.Running() : new Answer.Spent(found.claim.requestId());
    }

    @Override
    public synchronized void spent(Claim claim) {
        entries.computeIfPresent(name(claim), (_, entry) -> isOf(entry, claim) ? new Entry(false, claim) : entry);
    }

    @Override
    public synchronized void released(Claim claim) {
        entries.computeIfPresent(name(claim), (_, entry) -> isOf(entry, claim) ? null : entry);
    }

    private static boolean isOf(Entry entry, Claim claim) {
        return entry.running && entry.claim.requestId().equals(claim.requestId());
    }

    private static String name(Claim claim) {
        return claim.userId() + " " + claim.key();
    }
}
