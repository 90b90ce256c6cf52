package dev.sluice.api.commands;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.api.directory.Answered;
import dev.sluice.contracts.identity.IdentityResult;

/// Who waits for which answer, and the last answers for those who ask later.
@Component
class PendingAnswers implements Answered {

    private static final int RECENT_MAX = 10_000;

    private final Map<String, BlockingQueue<IdentityResult>> waiting = new ConcurrentHashMap<>();
    private final Map<String, IdentityResult> recent = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, IdentityResult> eldest) {
            return size() > RECENT_MAX;
        }
    });

    @Override
    public void answered(IdentityResult result) {
        recent.put(result.commandId(), result);
        BlockingQueue<IdentityResult> queue = waiting.get(result.commandId());
        if (queue != null) {
            queue.add(result);
        }
    }

    Optional<IdentityResult> recent(String commandId) {
        return Optional.ofNullable(recent.get(commandId));
    }

    /// Registers before the command is sent, so that no answer can be missed. Two requests with one command id
    /// share the place; whoever takes the answer puts it back for the other.
    BlockingQueue<IdentityResult> expect(String commandId) {
        return waiting.computeIfAbsent(commandId, _ -> new LinkedBlockingQueue<>());
    }

    @Nullable
    IdentityResult await(String commandId, BlockingQueue<IdentityResult> queue, Duration timeout)
            throws InterruptedException {
        IdentityResult result = queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (result != null) {
            queue.add(result);
        }
        return result;
    }

    void forget(String commandId, BlockingQueue<IdentityResult> queue) {
        waiting.remove(commandId, queue);
    }
}
