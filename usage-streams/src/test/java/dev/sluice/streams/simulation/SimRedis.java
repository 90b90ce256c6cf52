package dev.sluice.streams.simulation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.admission.InMemoryReservations;
import dev.sluice.contracts.ids.JournalId;

/// One Redis after another: the twin of the scripts, a clock, leases of journals and the sentinels. A
/// failover brings the data of a while ago and another clock.
final class SimRedis {

    private static final long START_MILLIS = 1_800_000_000_000L;
    private static final double LEASE_SECONDS = 30;

    private final Timeline timeline;
    private InMemoryReservations data;
    private Map<JournalId, Double> leases = new HashMap<>();
    /// Per partition: the name of the server whose data is complete, a token, or nothing.
    private @Nullable String[] sentinels = new @Nullable String[Names.USERS];
    private int server = 1;
    private long offsetMillis;
    private boolean disturbed;
    private int losses;

    SimRedis(Timeline timeline, Scenario scenario) {
        this.timeline = timeline;
        this.data = new InMemoryReservations(this::millis, mutantFlaws(scenario));
        Arrays.fill(sentinels, name());
    }

    private static Set<InMemoryReservations.Flaw> mutantFlaws(Scenario scenario) {
        return scenario.mutants().stream().findFirst().map(mutant -> mutant.flaws).orElse(Set.of());
    }

    InMemoryReservations data() {
        return data;
    }

    long millis() {
        return START_MILLIS + timeline.millis() + offsetMillis;
    }

    /// Run id and replication id.
    String name() {
        return "server-" + server;
    }

    int server() {
        return server;
    }

    @Nullable
    String sentinel(int partition) {
        return sentinels[partition];
    }

    void sentinel(int partition, @Nullable String value) {
        sentinels[partition] = value;
    }

    boolean isComplete(int partition) {
        return name().equals(sentinels[partition]);
    }

    void renew(JournalId journal) {
        leases.put(journal, timeline.now() + LEASE_SECONDS);
    }

    boolean isAlive(JournalId journal) {
        return leases.getOrDefault(journal, 0.0) >= timeline.now();
    }

    /// Data was lost, or views were skipped: until a sweep some reservations may count twice.
    boolean wasDisturbed() {
        return disturbed;
    }

    /// How often data was lost: what the sentinel tells by naming server and rebuild.
    int losses() {
        return losses;
    }

    void disturb() {
        disturbed = true;
    }

    void flush() {
        disturbed = true;
        losses++;
        data.flush();
        leases.clear();
        Arrays.fill(sentinels, null);
    }

    /// The replica stops following now and takes over in a while.
    void failOver(double inSeconds) {
        InMemoryReservations replica = data.copy(this::millis);
        Map<JournalId, Double> replicaLeases = new HashMap<>(leases);
        @Nullable
        String[] replicaSentinels = sentinels.clone();
        timeline.in(inSeconds, () -> {
            disturbed = true;
            data = replica;
            leases = replicaLeases;
            sentinels = replicaSentinels;
            server++;
            losses++;
            offsetMillis = Math.round(timeline.between(-2_400.0, 2_400.0));
        });
    }
}
