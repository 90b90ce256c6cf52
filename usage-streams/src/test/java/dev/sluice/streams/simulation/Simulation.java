package dev.sluice.streams.simulation;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.streams.accounts.rows.KeyRow;
import dev.sluice.streams.accounts.rows.UserRow;

import static java.util.Objects.requireNonNull;

/// One run: builds the world, lets clients ask and things go wrong, waits for rest and has the auditor look.
final class Simulation {

    /// What a run showed.
    ///
    /// @param late
    ///            a journal that was away for more than a minute, was closed and came back: class L of metering §5
    record Report(long seed, Set<String> violations, boolean late, int asked, int served, int refused, int unknown,
            long worstOverspend) {

        /// Whether something is wrong that class L does not explain.
        boolean isBroken() {
            return violations.stream()
                    .anyMatch(violation -> !late || !violation.startsWith("I4") && !violation.startsWith("I5"));
        }
    }

    private static final double TOP_UP_SECONDS = 5;
    private static final int RELAYS = 3;

    private final Scenario scenario;
    private final Timeline timeline;
    private final World world;
    private final Relays relays;
    private final SimDecider[] deciders = new SimDecider[Names.USERS];
    private final SimMaterialiser[] materialisers = new SimMaterialiser[Names.USERS];
    private final double requestsPerSecond;

    private Simulation(Scenario scenario) {
        this.scenario = scenario;
        this.timeline = new Timeline(scenario.seed());
        SimKafka kafka = new SimKafka(timeline);
        Budget budget = new Budget(timeline, scenario.mode());
        this.world = new World(timeline, scenario, kafka, new SimRedis(timeline, scenario),
                new Auditor(timeline, budget), budget, new Names(), new World.Counts());
        this.relays = new Relays(world);
        this.requestsPerSecond = timeline.between(3.0, 6.0) * (scenario.isFocused() ? 2 : 1);
        for (int partition = 0; partition < Names.USERS; partition++) {
            deciders[partition] = new SimDecider(partition, timeline, scenario, kafka, world.auditor());
            materialisers[partition] = new SimMaterialiser(partition, timeline, scenario, kafka, world.redis());
            new SimReaper(partition, timeline, scenario, kafka, world.redis(), deciders[partition], relays,
                    world.names());
            grant(partition, timeline.between(20_000, 90_000));
        }
    }

    static Report run(Scenario scenario) {
        return new Simulation(scenario).run();
    }

    private Report run() {
        for (int i = 0; i < RELAYS; i++) {
            relays.add();
        }
        timeline.in(1.5, this::ask);
        timeline.in(2, this::topUp);
        new Faults(world, relays, deciders, materialisers).start();
        timeline.run(Scenario.REST_SECONDS);
        checkAtRest();
        World.Counts counts = world.counts();
        return new Report(scenario.seed(), world.auditor().violations(), world.kafka().sawLateJournal(), counts.asked,
                counts.served, counts.refused, counts.unknown, world.auditor().worstOverspend());
    }

    private void ask() {
        if (timeline.now() < scenario.trafficSeconds()) {
            timeline.in(timeline.exponential(1 / requestsPerSecond), this::ask);
        }
        SimRelay relay = relays.any();
        if (relay.isUp()) {
            int most = scenario.mode() == Scenario.Mode.CHUNKED ? 2_500 : 6_000;
            relay.calls().request(timeline.index(Names.USERS), timeline.index(Names.KEYS),
                    timeline.between(200, most));
        }
    }

    private void topUp() {
        if (timeline.now() < scenario.trafficSeconds()) {
            timeline.in(timeline.exponential(TOP_UP_SECONDS), this::topUp);
        }
        grant(timeline.index(Names.USERS), timeline.between(5_000, 40_000));
    }

    private void grant(int partition, long amount) {
        long micros = amount * (scenario.mode() == Scenario.Mode.RPM ? 1_000 : 1);
        String event = world.names().event();
        GrantId grant = GrantId.of(new UUID(5, Long.parseLong(event.substring(1))));
        Instant at = Instant.ofEpochMilli(world.redis().millis());
        world.budget().grant(partition, micros);
        world.kafka().append(partition, new CreditGranted(event, Names.user(partition), at, grant,
                CreditGranted.Kind.PAID, NanoUsd.of(micros * 1_000), null, 0, CreditGranted.Scope.EVERYTHING, "top-up",
                "simulation"));
    }

    private void checkAtRest() {
        Auditor auditor = world.auditor();
        auditor.checkRequests();
        auditor.checkMinutes();
        if (world.kafka().closedTooEarly()) {
            auditor.violated("a journal was closed although its relay was there");
        }
        for (int partition = 0; partition < Names.USERS; partition++) {
            checkRows(partition, auditor);
            checkRedis(partition, auditor);
        }
    }

    private void checkRows(int partition, Auditor auditor) {
        UserRow row = requireNonNull(deciders[partition].rows().user(Names.user(partition)));
        long spent = auditor.served().values().stream().filter(item -> item.partition == partition)
                .mapToLong(item -> item.chargedNanos).sum();
        if (row.wallet().balanceNanos() != world.budget().granted(partition) * 1_000 - spent) {
            auditor.violated("I3 the wallet differs from grants less charges");
        }
        if (row.openNanos() != 0 || !deciders[partition].rows().open().isEmpty()) {
            auditor.violated("a reservation stays open");
        }
        if (deciders[partition].position() != world.kafka().events(partition).size()) {
            auditor.violated("the log is not read to its end");
        }
    }

    private void checkRedis(int partition, Auditor auditor) {
        UserRow row = requireNonNull(deciders[partition].rows().user(Names.user(partition)));
        AccountView view = world.redis().data().view(Names.user(partition));
        if (world.redis().data().entries(Names.user(partition)) > 0) {
            auditor.violated("local entries stay in Redis");
        }
        if (view == null || view.version() != row.version()
                || view.balanceMicros() != NanoUsd.of(row.wallet().balanceNanos()).microsFloored()) {
            auditor.violated("I7 Redis differs from the log for the user");
        }
        for (int key = 0; key < Names.KEYS; key++) {
            checkKey(partition, key, auditor);
        }
        if (view != null && !isGateOpen(partition)) {
            auditor.violated("a gate never opened");
        }
    }

    private void checkKey(int partition, int key, Auditor auditor) {
        @Nullable
        KeyRow row = deciders[partition].rows().key(Names.user(partition), Names.key(key));
        AccountView.KeyScope scope = world.redis().data().keyScope(Names.user(partition), Names.key(key));
        long inLog = row == null ? 0 : Math.ceilDiv(row.windows().totalNanos(), 1_000);
        long inRedis = scope == null ? 0 : scope.windows().read().totalMicros();
        if (inLog != inRedis) {
            auditor.violated("I7 Redis differs from the log for a key");
        }
    }

    private boolean isGateOpen(int partition) {
        SimRelay relay = relays.all().stream().filter(SimRelay::isUp).findFirst().orElseThrow();
        long gate = world.redis().data().gateMillis(Names.user(partition));
        return relay.watermarks(partition).reached(world.redis().data().passed(Names.user(partition))) >= gate;
    }
}
