package dev.sluice.streams.simulation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageExtended;
import dev.sluice.contracts.account.UsageFailed;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.admission.AdmitAnswer;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.streams.accounts.AccountWorld;

/// The requests of one relay: admission, journal, provider, extensions, end. One token costs one
/// micro-dollar.
final class RelayCalls {

    private static final double ANSWER_AGE_MAX = 2;
    private static final double STREAM_SECONDS_MAX = 25;

    /// An admission under way.
    private record Call(RequestId request, int generation, SimJournal journal, int registrations, int server,
            int partition, int key, long micros, long ticket) {}

    /// A request at the provider.
    private static final class Stream {
        final Call call;
        long micros;
        long progress;
        int extensions;

        Stream(Call call) {
            this.call = call;
            this.micros = call.micros;
        }
    }

    private final World world;
    private final Timeline timeline;
    private final SimRelay relay;
    private final RelayAdmission admission;
    private final Map<RequestId, Stream> open = new LinkedHashMap<>();

    RelayCalls(World world, SimRelay relay) {
        this.world = world;
        this.timeline = world.timeline();
        this.relay = relay;
        this.admission = new RelayAdmission(world, relay, open::containsKey);
    }

    boolean isBusy(int partition) {
        return open.values().stream().anyMatch(stream -> stream.call.partition == partition);
    }

    void forget() {
        open.clear();
    }

    void cutAll() {
        List.copyOf(open.keySet()).forEach(request -> finish(relay.generation(), request));
    }

    void request(int partition, int key, long micros) {
        world.counts().asked++;
        if (!relay.mayAdmit(partition)) {
            world.counts().unknown++;
            return;
        }
        long ticket = relay.floor(partition).begin();
        Call call = new Call(world.names().request(), relay.generation(), relay.journal(),
                admission.registrations(partition), world.redis().server(), partition, key, micros, ticket);
        timeline.in(usually(0.001, 0.01, 0.1, 2), () -> send(call));
    }

    private double usually(double seconds, double rarely, double from, double to) {
        return timeline.chance(rarely) ? timeline.between(from, to) : seconds;
    }

    private void send(Call call) {
        if (world.redis().server() != call.server || !relay.reachesRedis()) {
            timeline.in(1, () -> giveUp(call));
            return;
        }
        AdmitAnswer answer = admission.ask(call.partition, call.key, call.request, 0, call.micros, call.journal);
        double delay = usually(0.001, 0.01, 0.1, 3);
        timeline.in(delay, () -> answered(call, answer, delay));
    }

    private void giveUp(Call call) {
        if (relay.generation() == call.generation) {
            world.counts().unknown++;
            relay.floor(call.partition).done(call.ticket);
        }
    }

    private void answered(Call call, AdmitAnswer answer, double age) {
        if (relay.generation() != call.generation) {
            return;
        }
        if (!(answer instanceof AdmitAnswer.Admitted admitted)) {
            world.counts().refused += answer instanceof AdmitAnswer.Unknown ? 0 : 1;
            world.counts().unknown += answer instanceof AdmitAnswer.Unknown ? 1 : 0;
            relay.floor(call.partition).done(call.ticket);
        } else if (age > ANSWER_AGE_MAX || !relay.leaseIsYoung()) {
            relay.floor(call.partition).done(call.ticket);
        } else {
            tell(call, admitted);
            timeline.in(usually(0.0003, world.scenario().slowCalls(), 0.2, 3), () -> append(call, admitted));
        }
    }

    private void tell(Call call, AdmitAnswer.Admitted admitted) {
        if (world.redis().server() == call.server) {
            relay.floor(call.partition).told(admitted.redisMillis());
        }
    }

    private void append(Call call, AdmitAnswer.Admitted admitted) {
        if (relay.generation() != call.generation) {
            return;
        }
        relay.floor(call.partition).done(call.ticket);
        if (relay.journal() != call.journal || !admission.stands(call.partition, call.registrations)) {
            return;
        }
        world.counts().served++;
        call.journal.append(call.partition, reserved(call, admitted.redisMillis()), admitted.redisMillis());
        world.auditor().served(call.request,
                new Auditor.Served(call.partition, call.key, admitted.redisMillis(), call.journal), call.micros);
        open.put(call.request, new Stream(call));
        double duration = Math.min(timeline.exponential(5), STREAM_SECONDS_MAX);
        timeline.in(duration, () -> finish(call.generation, call.request));
        if (world.scenario().mode() == Scenario.Mode.CHUNKED) {
            timeline.in(duration * timeline.between(0.2, 0.6), () -> extend(call));
            timeline.in(duration * timeline.between(0.6, 0.95), () -> extend(call));
        }
    }

    private void extend(Call call) {
        Stream stream = stream(call);
        if (stream == null || !relay.mayAdmit(call.partition)) {
            return;
        }
        long micros = timeline.between(200, 2_500);
        int extension = stream.extensions + 1;
        int registrations = admission.registrations(call.partition);
        long ticket = relay.floor(call.partition).begin();
        AdmitAnswer answer = admission.ask(call.partition, call.key, call.request, extension, micros, call.journal);
        if (answer instanceof AdmitAnswer.Admitted admitted) {
            relay.floor(call.partition).told(admitted.redisMillis());
            stream.extensions = extension;
            timeline.in(usually(0.0003, world.scenario().slowCalls(), 0.1, 1.5),
                    () -> appendExtension(call, extension, micros, admitted, ticket, registrations));
        } else {
            relay.floor(call.partition).done(ticket);
            finish(call.generation, call.request);
        }
    }

    private void appendExtension(Call call, int extension, long micros, AdmitAnswer.Admitted admitted, long ticket,
            int registrations) {
        if (relay.generation() != call.generation) {
            return;
        }
        relay.floor(call.partition).done(ticket);
        Stream stream = stream(call);
        if (stream == null) {
            return;
        }
        if (!admission.stands(call.partition, registrations)) {
            finish(call.generation, call.request);
            return;
        }
        stream.progress = stream.micros;
        stream.micros += micros;
        call.journal.append(call.partition, new UsageExtended(world.names().event(), call.request,
                Names.user(call.partition), Names.key(call.key), "relay", relay.at(), null, extension,
                NanoUsd.of(micros * 1_000), micros, TokenUsage.of(stream.progress, 0), Basis.PARTIAL),
                admitted.redisMillis());
        world.auditor().extended(call.request, micros);
    }

    private @Nullable Stream stream(Call call) {
        return relay.generation() == call.generation ? open.get(call.request) : null;
    }

    private void finish(int generation, RequestId request) {
        Stream stream = relay.generation() == generation ? open.remove(request) : null;
        if (stream == null) {
            return;
        }
        double luck = timeline.between(0.0, 1.0);
        long used = luck < 0.03
                ? 0
                : luck < 0.5 ? stream.micros : (long) (stream.micros * timeline.between(0.6, 1.0));
        stream.call.journal.append(stream.call.partition, ended(stream.call, used), -1);
        world.auditor().finished(request, used);
    }

    private UsageReserved reserved(Call call, long redisMillis) {
        long input = call.micros * 3 / 10;
        return new UsageReserved(world.names().event(), call.request, Names.user(call.partition), Names.key(call.key),
                "relay", relay.at(), null, Instant.ofEpochMilli(redisMillis), Service.CLAUDE, "/v1/messages",
                AccountWorld.MODEL, true, AccountWorld.BOOK, TokenUsage.of(input, call.micros - input),
                NanoUsd.of(call.micros * 1_000), call.micros, null, null, Map.of());
    }

    private UsageEvent.Terminal ended(Call call, long used) {
        String event = world.names().event();
        return used == 0
                ? new UsageFailed(event, call.request, Names.user(call.partition), Names.key(call.key), "relay",
                        relay.at(), null, "stub", 529, Outcome.UPSTREAM_ERROR, "overloaded_error", null, 10)
                : new UsageSettled(event, call.request, Names.user(call.partition), Names.key(call.key), "relay",
                        relay.at(), null, TokenUsage.of(used, 0), Basis.REPORTED, null, AccountWorld.MODEL, null, null,
                        null, 0, null, "stub", 200, Outcome.OK, null, null, 10);
    }
}
