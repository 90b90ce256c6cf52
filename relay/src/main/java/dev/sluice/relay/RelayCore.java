package dev.sluice.relay;

import org.springframework.context.SmartLifecycle;

import dev.sluice.relay.admission.Concurrency;
import dev.sluice.relay.admission.WatermarkReplica;
import dev.sluice.relay.journal.folder.JournalFolderUnusable;
import dev.sluice.relay.journal.recording.GroupCommit;
import dev.sluice.relay.journal.recording.JournalLife;
import dev.sluice.relay.journal.recording.Keeper;
import dev.sluice.relay.keys.ReplicatedKeys;
import dev.sluice.relay.redis.Lanes;
import dev.sluice.relay.redis.RedisLink;
import dev.sluice.relay.redis.ServerCheck;

/// Starts what the data plane stands on before it listens, and stops it after it has drained: journals,
/// leases, Redis, the replicas.
final class RelayCore implements SmartLifecycle {

    private static final int BEFORE_WHAT_LISTENS = 0;

    private final RelayTopics topics;
    private final RedisLink link;
    private final Lanes lanes;
    private final ServerCheck server;
    private final JournalLife journals;
    private final Keeper keeper;
    private final ReplicatedKeys keys;
    private final WatermarkReplica watermarks;
    private final Concurrency concurrency;
    private final Thread flushing;
    private volatile boolean running;

    RelayCore(RelayTopics topics, RedisLink link, Lanes lanes, ServerCheck server, JournalLife journals, Keeper keeper,
            GroupCommit groupCommit, ReplicatedKeys keys, WatermarkReplica watermarks, Concurrency concurrency) {
        this.topics = topics;
        this.link = link;
        this.lanes = lanes;
        this.server = server;
        this.journals = journals;
        this.keeper = keeper;
        this.keys = keys;
        this.watermarks = watermarks;
        this.concurrency = concurrency;
        this.flushing = Thread.ofPlatform().name("journal-flush").daemon().unstarted(groupCommit);
    }

    /// Leases are held before anything else happens: a journal on disk must not be taken for lost.
    @Override
    public void start() {
        try {
            journals.start();
        } catch (JournalFolderUnusable e) {
            throw new StartRefused(e);
        }
        flushing.start();
        link.open(() -> {
            server.connected();
            lanes.connected();
            keeper.connected();
        });
        keeper.start();
        topics.start();
        keys.start();
        watermarks.start();
        concurrency.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        keeper.stop();
        topics.stop();
        keys.stop();
        watermarks.stop();
        flushing.interrupt();
        journals.stop();
        link.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before everything that listens, and after it when stopping: Kafka and Redis answer while the management server
    /// starts.
    @Override
    public int getPhase() {
        return BEFORE_WHAT_LISTENS;
    }
}
