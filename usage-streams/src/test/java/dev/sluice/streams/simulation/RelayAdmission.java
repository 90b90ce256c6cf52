package dev.sluice.streams.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageExtended;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.admission.AdmitAnswer;
import dev.sluice.contracts.admission.AdmitRequest;
import dev.sluice.contracts.admission.GatePass;
import dev.sluice.contracts.admission.LocalEntry;
import dev.sluice.contracts.admission.RegisterRequest;
import dev.sluice.contracts.admission.Reservations;
import dev.sluice.contracts.admission.SweepRequest;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.journal.Watermarks;

/// How a relay asks Redis: sweeps when told to, finds out whether a gate is open, and brings its reservations
/// back after a loss of data.
final class RelayAdmission {

    /// A relay may sweep whenever it likes.
    private static final double SWEEPS_UNASKED = 0.5;
    private static final long ANYTHING = 9_000_000_000_000_000L;

    private final World world;
    private final SimRelay relay;
    private final Predicate<RequestId> isOpen;
    /// Per partition: how often this relay registered. What was under way before counts no more.
    private final int[] registrations = new int[Names.USERS];

    RelayAdmission(World world, SimRelay relay, Predicate<RequestId> isOpen) {
        this.world = world;
        this.relay = relay;
        this.isOpen = isOpen;
    }

    int registrations(int partition) {
        return registrations[partition];
    }

    /// Whether an admission that began then may still be used.
    boolean stands(int partition, int registrationsThen) {
        return registrations[partition] == registrationsThen
                || world.scenario().has(Mutant.REGISTERS_WITH_CALLS_UNDER_WAY);
    }

    AdmitAnswer ask(int partition, int key, RequestId request, int extension, long micros, SimJournal journal) {
        AdmitRequest ask = new AdmitRequest(Names.user(partition), Names.key(key), journal.id, request, extension,
                micros, micros, micros, world.budget().userLimits(),
                world.budget().keyLimits(world.timeline().now()), GatePass.reached(reached(partition, Set.of())),
                false);
        AdmitAnswer answer = sweeping(partition, ask);
        if (answer instanceof AdmitAnswer.Unknown(long gate, var passed) && gate >= 0) {
            Set<JournalId> now = registered(partition, gate) ? world.redis().data().passed(ask.userId()) : passed;
            if (!now.isEmpty() && reached(partition, now) >= gate) {
                answer = sweeping(partition, ask.withGate(new GatePass(ask.gate().reachedMillis(), gate)));
            }
        }
        if (answer instanceof AdmitAnswer.Admitted admitted && extension == 0) {
            world.auditor().admitted(partition, key, admitted.redisMillis());
        } else if (answer instanceof AdmitAnswer.Refused refused) {
            world.auditor().refused(partition, key, refused, world.redis().millis(), !world.redis().wasDisturbed());
        }
        return answer;
    }

    private AdmitAnswer sweeping(int partition, AdmitRequest ask) {
        Reservations redis = world.redis().data();
        AdmitAnswer answer = redis.admit(ask);
        boolean refused = answer instanceof AdmitAnswer.Refused || answer instanceof AdmitAnswer.InsufficientBalance;
        if (answer instanceof AdmitAnswer.Sweep || refused && world.timeline().chance(SWEEPS_UNASKED)) {
            redis.sweep(new SweepRequest(ask.userId(), relay.watermarks(partition).all()));
            return redis.admit(ask.afterSweep());
        }
        return answer;
    }

    private long reached(int partition, Set<JournalId> passed) {
        Watermarks known = relay.watermarks(partition);
        if (world.scenario().has(Mutant.NO_GATE)) {
            return ANYTHING;
        }
        if (world.scenario().has(Mutant.ANY_JOURNAL_OPENS_THE_GATE)) {
            return known.all().values().stream().filter(millis -> millis < ANYTHING).mapToLong(millis -> millis).max()
                    .orElse(-1);
        }
        return known.reached(passed);
    }

    /// Every reservation and extension above the journal's own watermark comes back, finished ones too.
    private boolean registered(int partition, long gate) {
        Watermarks known = relay.watermarks(partition);
        if (known.of(relay.journal().id) >= gate || !world.redis().isComplete(partition)
                || !world.timeline().chance(world.scenario().registers())) {
            return false;
        }
        List<LocalEntry> entries = new ArrayList<>();
        for (SimJournal journal : relay.journals()) {
            for (SimJournal.Written written : journal.records(partition)) {
                if (written.redisMillis() >= known.of(journal.id) && written.redisMillis() >= 0) {
                    add(entries, written, journal);
                }
            }
        }
        List<JournalId> passed = relay.journals().stream().map(journal -> journal.id).toList();
        registrations[partition]++;
        if (!entries.isEmpty()) {
            world.redis().disturb();
        }
        return register(partition, gate, entries, passed);
    }

    private boolean register(int partition, long gate, List<LocalEntry> entries, List<JournalId> passed) {
        int from = 0;
        while (entries.size() - from > RegisterRequest.ENTRIES_MAX) {
            int to = from + RegisterRequest.ENTRIES_MAX;
            world.redis().data()
                    .register(new RegisterRequest(Names.user(partition), gate, entries.subList(from, to), List.of()));
            from = to;
        }
        return world.redis().data().register(
                new RegisterRequest(Names.user(partition), gate, entries.subList(from, entries.size()), passed));
    }

    private void add(List<LocalEntry> entries, SimJournal.Written written, SimJournal journal) {
        if (!(written.event() instanceof UsageEvent usage) || world.scenario().has(
                Mutant.FINISHED_REQUESTS_NOT_REGISTERED) && !isOpen.test(usage.requestId())) {
            return;
        }
        switch (usage) {
            case UsageReserved reserved -> entries.add(new LocalEntry(reserved.requestId(), 0,
                    reserved.reservedNanoUsd().microsCeiled(), reserved.reservedTokens(), reserved.keyId(),
                    journal.id));
            case UsageExtended extended -> entries.add(new LocalEntry(extended.requestId(), extended.extension(),
                    extended.reservedNanoUsd().microsCeiled(), extended.reservedTokens(), extended.keyId(),
                    journal.id));
            case UsageEvent.Terminal _ -> {
            }
        }
    }
}
