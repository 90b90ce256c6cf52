package dev.sluice.relay;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import dev.sluice.relay.body.SpillFolder;
import dev.sluice.relay.exchange.open.CurrentOpenRequests;
import dev.sluice.relay.server.RelayServer;

/// The life of the listener: it starts after everything it needs and stops before, waiting for open answers.
final class DataPlane implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DataPlane.class);

    private final RelayServer server;
    private final List<LoopGuest> guests;
    private final SpillFolder spill;
    private final CurrentOpenRequests openRequests;
    private final Duration drain;
    private volatile boolean running;

    DataPlane(RelayServer server, List<LoopGuest> guests, SpillFolder spill, CurrentOpenRequests openRequests,
            Duration drain) {
        this.server = server;
        this.guests = guests;
        this.spill = spill;
        this.openRequests = openRequests;
        this.drain = drain;
    }

    @Override
    public void start() {
        try {
            spill.open();
            server.start();
            server.eachLoop(loop -> guests.forEach(guest -> guest.joins(loop)));
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new StartRefused(e);
        }
        openRequests.are(server);
        running = true;
        LOG.atInfo().addKeyValue("port", server.port()).log("relay listens");
    }

    @Override
    public void stop() {
        running = false;
        LOG.atInfo().addKeyValue("open", server.count()).log("relay drains");
        try {
            server.drain(drain);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    int port() {
        return server.port();
    }

    /// Last to start, first to stop.
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
