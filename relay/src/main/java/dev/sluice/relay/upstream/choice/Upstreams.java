package dev.sluice.relay.upstream.choice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;
import dev.sluice.relay.upstream.breaker.BreakerRules;

/// All upstreams in use, for all event loops. The configuration is swapped whole; what does not change in it
/// keeps its breaker.
public final class Upstreams {

    private static final Duration WITHOUT_ANY = Duration.ofSeconds(5);

    private final BreakerRules rules;
    private final LongSupplier nanos;
    private final Placements placements = new Placements();
    private volatile Current current = new Current(Map.of(), Map.of(), Failover.OFF);

    private record Current(Map<String, LiveUpstream> byId, Map<Service, List<LiveUpstream>> byService,
            Failover failover) {}

    /// `nanos` is a monotonic clock.
    public Upstreams(BreakerRules rules, LongSupplier nanos) {
        this.rules = rules;
        this.nanos = nanos;
    }

    /// Puts another configuration in force. Called by one thread at a time.
    public void swap(UpstreamSet set) {
        Map<String, LiveUpstream> byId = new HashMap<>();
        Map<Service, List<LiveUpstream>> byService = new EnumMap<>(Service.class);
        for (Upstream upstream : set.upstreams()) {
            LiveUpstream before = current.byId().get(upstream.id());
            LiveUpstream live = before != null && before.upstream().equals(upstream)
                    ? before
                    : new LiveUpstream(upstream, rules, before, nanos.getAsLong());
            byId.put(upstream.id(), live);
            byService.computeIfAbsent(upstream.service(), _ -> new ArrayList<>()).add(live);
        }
        current = new Current(byId, byService, set.failover());
    }

    /// In the order of the configuration, service by service.
    public List<LiveUpstream> all() {
        return current.byService().values().stream().flatMap(List::stream).toList();
    }

    public boolean isCurrent(LiveUpstream live) {
        return current.byId().get(live.id()) == live;
    }

    public Failover failover() {
        return current.failover();
    }

    /// Finds a place for a request of `session`. `tried` are the ids of upstreams it has failed at already;
    /// it then moves for this one request only.
    public Chosen choose(Service service, String session, Set<String> tried) {
        List<LiveUpstream> all = current.byService().getOrDefault(service, List.of());
        long now = nanos.getAsLong();
        long hash = Choice.mixed(Choice.hash(session) + service.ordinal());
        LiveUpstream home = Choice.home(all, hash, placements.of(hash, now), now);
        if (home != null && tried.isEmpty()) {
            placements.put(hash, home.id(), now);
            Slot slot = home.hasRoom(now) ? home.take(now) : null;
            if (slot != null) {
                return new Chosen.Found(slot);
            }
        }
        Slot slot = leastLoaded(all, hash, tried, now);
        return slot == null ? none(all, now) : new Chosen.Found(slot);
    }

    /// Another loop may take the last place between looking and taking: then the rest is looked at again.
    private static @Nullable Slot leastLoaded(List<LiveUpstream> all, long session, Set<String> tried, long now) {
        List<LiveUpstream> missed = new ArrayList<>(0);
        while (missed.size() < all.size()) {
            LiveUpstream next = Choice.leastLoaded(all, session,
                    live -> !tried.contains(live.id()) && !missed.contains(live), now);
            Slot slot = next == null ? null : next.take(now);
            if (next == null || slot != null) {
                return slot;
            }
            missed.add(next);
        }
        return null;
    }

    private static Chosen none(List<LiveUpstream> all, long now) {
        Duration first = WITHOUT_ANY;
        for (LiveUpstream live : all) {
            if (live.isUsable(now)) {
                return new Chosen.Full();
            }
            Duration pause = live.breaker().pause(now);
            first = live == all.getFirst() || pause.compareTo(first) < 0 ? pause : first;
        }
        return new Chosen.Out(first);
    }
}
