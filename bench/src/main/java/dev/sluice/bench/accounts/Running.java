package dev.sluice.bench.accounts;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One `api` at work: commands, then reads, at fixed rates.
final class Running {

    private static final int WRITERS = 48;
    private static final int READERS = 64;
    private static final int KEYS_EACH = 2;
    private static final int COMMANDS_PER_SECOND = 200;
    private static final int READS_PER_SECOND = 1_000;
    private static final Service.Setup API = Service.Setup.cheap("api", "-Xmx512m");

    private final Scene scene;
    private final boolean profile;
    private final Report report;

    Running(Scene scene, boolean profile, Report report) {
        this.scene = scene;
        this.profile = profile;
        this.report = report;
    }

    void commands() throws IOException, InterruptedException {
        try (Service api = scene.api(API)) {
            rates(api).commands(scene.signedUp(api, "writer", WRITERS, 0), COMMANDS_PER_SECOND);
        }
    }

    /// By an `api` that has one core.
    void reads() throws IOException, InterruptedException {
        try (Service api = scene.api(API.onOneCore())) {
            List<String> readers = scene.signedUp(api, "reader", READERS, KEYS_EACH);
            Rates rates = rates(api);
            rates.reads("sessions of a user", "users/sessions", readers, READS_PER_SECOND);
            rates.reads("list of two keys", "keys", readers, READS_PER_SECOND);
            rates.reads("profile", "users/profile", readers, READS_PER_SECOND);
        }
    }

    private Rates rates(Service api) {
        Map<String, Long> pids = new HashMap<>(scene.backend().pids());
        pids.put("api", api.pid());
        return new Rates(api.port(), pids, report, profile);
    }
}
