package dev.sluice.relay.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

import io.lettuce.core.KeyValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.admission.RedisServer;

/// Knows for which partitions the Redis that answers has all data. After each connect it is asked who it is,
/// and a partition is complete only once the sentinel names that server (metering §3, "Loss of Redis data").
public final class ServerCheck {

    private static final Logger log = LoggerFactory.getLogger(ServerCheck.class);
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final RedisLink link;
    private final int partitions;
    private final List<LongConsumer> onServer = new ArrayList<>();
    private volatile Checked checked;
    private volatile String lastSentinel = "";

    /// Which partitions are complete on which connection.
    private record Checked(long generation, String sentinel, BitSet complete) {}

    public ServerCheck(RedisLink link, int partitions) {
        this.link = link;
        this.partitions = partitions;
        this.checked = new Checked(-1, "", new BitSet());
    }

    /// `listener` gets the Redis time of a server that was not the one before. Add before `connected`.
    public void onOtherServer(LongConsumer listener) {
        onServer.add(listener);
    }

    /// To be called after each connect.
    public void connected() {
        verify(link.generation());
    }

    /// Whether the server behind the present connection has everything of the partition.
    public boolean complete(int partition) {
        Checked current = checked;
        return current.generation == link.generation() && current.complete.get(partition);
    }

    /// What the sentinels must say to name the server behind the present connection; empty until it was asked.
    public String sentinel() {
        Checked current = checked;
        return current.generation == link.generation() ? current.sentinel : "";
    }

    /// How many partitions are complete.
    public int completeCount() {
        Checked current = checked;
        return current.generation == link.generation() ? current.complete.cardinality() : 0;
    }

    private void verify(long generation) {
        if (generation != link.generation()) {
            return;
        }
        CompletionStage<String> info = link.ask(redis -> redis.info("server")
                .thenCombine(redis.info("replication"), (server, replication) -> server + "\n" + replication));
        info.thenCombine(link.time(), (text, millis) -> answering(RedisServer.parse(text), millis))
                .thenCombine(sentinels(), (server, found) -> settle(generation, server, found))
                .whenComplete((all, failure) -> {
                    if (failure != null) {
                        log.atDebug().addKeyValue("failure", failure.toString()).log("redis server not checked");
                    }
                    if (failure != null || !all) {
                        link.after(AGAIN, () -> verify(generation));
                    }
                });
    }

    private RedisServer answering(RedisServer server, long millis) {
        if (!server.sentinel().equals(lastSentinel)) {
            lastSentinel = server.sentinel();
            onServer.forEach(listener -> listener.accept(millis));
        }
        return server;
    }

    private CompletionStage<List<KeyValue<String, String>>> sentinels() {
        String[] keys = IntStream.range(0, partitions).mapToObj(RedisKeys::sentinel).toArray(String[]::new);
        return link.ask(redis -> redis.mget(keys));
    }

    private boolean settle(long generation, RedisServer server, List<KeyValue<String, String>> found) {
        BitSet complete = new BitSet(partitions);
        for (int p = 0; p < partitions; p++) {
            complete.set(p, server.sentinel().equals(found.get(p).getValueOrElse("")));
        }
        if (generation == link.generation()) {
            checked = new Checked(generation, server.sentinel(), complete);
        }
        return complete.cardinality() == partitions;
    }
}
