package dev.sluice.bench.accounts;

import java.io.IOException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.bench.measuring.CpuTime;
import dev.sluice.contracts.topics.Topics;

/// How long `api` and a relay take to start when there are many people, and what the relay's replica holds.
final class Starts {

    private static final int KEYS_EACH = 2;
    private static final double API_SECONDS = 60;
    private static final double RELAY_SECONDS = 20;
    private static final double RELAY_MEGA = 400;
    private static final String RELAY_HEAP = "-Xmx2g";
    private static final Service.Setup API = Service.Setup.cheap("api", "-Xms5g", "-Xmx5g");

    private final Scene scene;
    private final Report report;

    Starts(Scene scene, Report report) {
        this.scene = scene;
        this.report = report;
    }

    void measure(int people, Instant now) throws IOException, InterruptedException {
        long without;
        try (Service relay = scene.relay(RELAY_HEAP)) {
            without = relay.liveHeap();
            started("relay that knows 64 keys", relay, null);
        }
        long begun = System.nanoTime();
        new Population(scene.kafka(), KEYS_EACH, now).write(people);
        report.seconds("writing %d people with %d keys each".formatted(people, KEYS_EACH),
                (System.nanoTime() - begun) / 1e9, null);
        LiveRows rows = new LiveRows(scene.kafka());
        report.detail("rows", rows.count(Topics.IDENTITY_USERS) + " users, " + rows.count(Topics.IDENTITY_KEYS)
                + " keys");
        try (Service relay = scene.relay(RELAY_HEAP)) {
            started("relay, process start until its key replica is filled and it is ready", relay, RELAY_SECONDS);
            report.bytes("live heap of the relay for all these people and keys", relay.liveHeap() - without,
                    RELAY_MEGA);
        }
        Folders.remove(scene.checkout().folder("api"));
        try (Service api = scene.api(API)) {
            started("api on an empty disk: decider restored from its changelog, directory read", api, null);
        }
        try (Service api = scene.api(API)) {
            started("api with the decider's state on its disk: directory read", api, API_SECONDS);
            report.bytes("live heap of that api", api.liveHeap(), null);
        }
    }

    private void started(String what, Service service, @Nullable Double hold) {
        report.seconds(what, service.readyAfter().toMillis() / 1e3, hold);
        report.seconds(what + ": CPU", CpuTime.of(service.pid()).toMillis() / 1e3, null);
    }
}
