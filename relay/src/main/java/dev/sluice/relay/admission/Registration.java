package dev.sluice.relay.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import dev.sluice.contracts.admission.AdmissionScript;
import dev.sluice.contracts.admission.LocalEntry;
import dev.sluice.contracts.admission.RegisterRequest;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.relay.journal.recording.Holdings;
import dev.sluice.relay.redis.RedisLink;

/// Brings back what this relay had reserved for an account after Redis lost its data, so that the account's
/// gate need not wait for our journals (metering §3). Once at a time per account and gate.
final class Registration {

    private record Gate(UserId user, long millis) {}

    private final RedisLink link;
    private final Holdings holdings;
    private final Map<Gate, CompletionStage<Void>> underWay = new ConcurrentHashMap<>();

    Registration(RedisLink link, Holdings holdings) {
        this.link = link;
        this.holdings = holdings;
    }

    /// Completes when Redis has answered, whatever it said.
    CompletionStage<Void> register(UserId user, long gateMillis) {
        Gate gate = new Gate(user, gateMillis);
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletionStage<Void> other = underWay.putIfAbsent(gate, mine);
        if (other != null) {
            return other;
        }
        // Every admission sent before is answered when this is, so that none is missing from what is registered.
        long generation = link.generation();
        link.time().thenCompose(millis -> {
            holdings.told(millis);
            return send(gate, generation);
        }).whenComplete((_, _) -> {
            underWay.remove(gate);
            mine.complete(null);
        });
        return mine;
    }

    private CompletionStage<List<Object>> send(Gate gate, long generation) {
        if (generation != link.generation()) {
            return CompletableFuture.failedStage(new IllegalStateException("another connection"));
        }
        if (holdings.isBehind(holdings.partitionOf(gate.user))) {
            return CompletableFuture.failedStage(new IllegalStateException("redis time is behind our marks"));
        }
        holdings.registering(gate.user);
        List<JournalId> journals = holdings.journals();
        List<LocalEntry> entries = holdings.entriesOf(gate.user);
        List<CompletionStage<List<Object>>> sent = new ArrayList<>();
        for (int from = 0; from < entries.size() || sent.isEmpty(); from += RegisterRequest.ENTRIES_MAX) {
            int to = Math.min(from + RegisterRequest.ENTRIES_MAX, entries.size());
            RegisterRequest request = new RegisterRequest(gate.user, gate.millis, entries.subList(from, to),
                    to == entries.size() ? journals : List.of());
            sent.add(link.run(AdmissionScript.REGISTER, request.keys(), request.args()));
        }
        return sent.getLast();
    }
}
