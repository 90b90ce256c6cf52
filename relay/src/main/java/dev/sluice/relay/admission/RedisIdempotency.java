package dev.sluice.relay.admission;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.exchange.idempotency.Idempotency;
import dev.sluice.relay.redis.RedisLink;

/// Idempotency keys in Redis: one short entry per key, a lease while its request runs, a day once it is
/// spent. Losing one costs a repeated request its refusal, never money that was not used.
public final class RedisIdempotency implements Idempotency {

    /// How long a spent key is remembered.
    public static final Duration REMEMBERED = Duration.ofHours(24);
    /// How long a running request holds its key without renewal: a relay that dies lets go.
    public static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration RENEWAL = Duration.ofSeconds(20);
    /// Replaces the entry by another only where it is still ours.
    private static final String REPLACE = """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            if ARGV[2] == '' then return redis.call('DEL', KEYS[1]) end
            redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
            return 1""";

    private final RedisLink link;
    private final Map<RequestId, Claim> running = new ConcurrentHashMap<>();

    public RedisIdempotency(RedisLink link) {
        this.link = link;
    }

    /// Starts renewing, for as long as the link lives.
    public void start() {
        link.after(RENEWAL, () -> {
            running.values().forEach(claim -> replace(claim, running(claim), LEASE));
            start();
        });
    }

    @Override
    public void claim(Claim claim, Executor loop, Consumer<Answer> answer) {
        String name = RedisKeys.idempotency(claim.userId(), claim.key());
        link.ask(redis -> redis.set(name, running(claim), SetArgs.Builder.nx().px(LEASE.toMillis())))
                .thenCompose(set -> set == null ? link.ask(redis -> redis.get(name)) : link.ask(_ -> claimed(claim)))
                .thenApply(found -> judged(claim, found))
                .exceptionally(_ -> new Answer.Unavailable())
                .thenAccept(judged -> loop.execute(() -> answer.accept(judged)));
    }

    private CompletionStage<String> claimed(Claim claim) {
        running.put(claim.requestId(), claim);
        return CompletableFuture.completedStage(running(claim));
    }

    /// An entry that went away between the two questions was given back: the next try will have it.
    private static Answer judged(Claim claim, @Nullable String entry) {
        if (entry == null) {
            return new Answer.Running();
        }
        String[] parts = entry.split(" ", 3);
        if (parts.length < 3) {
            return new Answer.Unavailable();
        }
        if (parts[1].equals(claim.requestId().value())) {
            return new Answer.Claimed();
        }
        if (!parts[2].equals(claim.body())) {
            return new Answer.OtherBody();
        }
        return parts[0].equals("running") ? new Answer.Running() : new Answer.Spent(new RequestId(parts[1]));
    }

    @Override
    public void spent(Claim claim) {
        running.remove(claim.requestId());
        replace(claim, "spent " + claim.requestId() + " " + claim.body(), REMEMBERED);
    }

    @Override
    public void released(Claim claim) {
        running.remove(claim.requestId());
        replace(claim, "", LEASE);
    }

    private void replace(Claim claim, String entry, Duration ttl) {
        String[] keys = {RedisKeys.idempotency(claim.userId(), claim.key())};
        link.ask(redis -> redis.<Long>eval(REPLACE, ScriptOutputType.INTEGER, keys, running(claim), entry,
                Long.toString(ttl.toMillis()))).exceptionally(_ -> 0L);
    }

    private static String running(Claim claim) {
        return "running " + claim.requestId() + " " + claim.body();
    }
}
