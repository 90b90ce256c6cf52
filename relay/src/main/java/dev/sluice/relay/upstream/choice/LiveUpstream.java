package dev.sluice.relay.upstream.choice;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.upstream.Credential;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.breaker.Breaker;
import dev.sluice.relay.upstream.breaker.BreakerRules;
import dev.sluice.relay.upstream.breaker.Signal;

/// An upstream in use: its breaker, what runs on it, its current credential. Safe for all event loops.
public final class LiveUpstream implements Candidate {

    private static final Logger LOG = LoggerFactory.getLogger(LiveUpstream.class);
    private static final String API_KEY = "x-api-key";
    private static final String AUTHORIZATION = "authorization";

    private final Upstream upstream;
    private final BreakerRules rules;
    private final Use use;
    private final long seed;
    private final AtomicReference<Breaker> breaker = new AtomicReference<>(Breaker.FRESH);
    private volatile @Nullable Secret accessToken;

    /// What runs on an upstream; outlives a change of its configuration.
    private record Use(AtomicInteger underWay, Rate rate) {}

    /// The header that our account is named in.
    public record Authorization(String header, String value) {
        @Override
        public String toString() {
            return "Authorization[" + header + ": …]";
        }
    }

    LiveUpstream(Upstream upstream, BreakerRules rules, @Nullable LiveUpstream before, long nowNanos) {
        this.upstream = upstream;
        this.rules = rules;
        this.use = before == null ? new Use(new AtomicInteger(), new Rate(nowNanos)) : before.use;
        this.seed = Choice.mixed(Choice.hash(upstream.id()));
        if (before != null && before.upstream.credential().equals(upstream.credential())) {
            this.accessToken = before.accessToken;
        }
    }

    public Upstream upstream() {
        return upstream;
    }

    @Override
    public String id() {
        return upstream.id();
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public int weight() {
        return upstream.weight();
    }

    @Override
    public boolean isUsable(long nowNanos) {
        return hasCredential() && breaker.get().admits(nowNanos, rules);
    }

    @Override
    public boolean hasRoom(long nowNanos) {
        return load() < upstream.caps().concurrencyMax() && use.rate.count(nowNanos) < upstream.caps().rpmMax();
    }

    @Override
    public int load() {
        return use.underWay.get();
    }

    public Breaker breaker() {
        return breaker.get();
    }

    private boolean hasCredential() {
        return upstream.credential() instanceof Credential.ApiKey || accessToken != null;
    }

    /// A newly fetched access token; if our account was refused until now, the next request finds out anew.
    public void renewed(Secret token) {
        accessToken = token;
        breaker.updateAndGet(state -> state instanceof Breaker.Open open && open.cause() == Breaker.Cause.ACCOUNT
                ? Breaker.FRESH
                : state);
    }

    /// The access token is over and no other one could be fetched: nothing is sent until one is.
    public void expired() {
        accessToken = null;
    }

    /// How our account is named in a request now.
    public Authorization authorization() {
        return switch (upstream.credential()) {
            case Credential.ApiKey(var key) -> upstream.service() == Service.CLAUDE
                    ? new Authorization(API_KEY, key.reveal())
                    : new Authorization(AUTHORIZATION, "Bearer " + key.reveal());
            case Credential.OAuth _ -> {
                Secret token = accessToken;
                yield new Authorization(AUTHORIZATION, "Bearer " + (token == null ? "" : token.reveal()));
            }
        };
    }

    /// Begins a request if breaker and caps allow it at this very moment; null when they do not.
    @Nullable
    Slot take(long nowNanos) {
        if (use.underWay.incrementAndGet() > upstream.caps().concurrencyMax()) {
            use.underWay.decrementAndGet();
            return null;
        }
        Breaker seen = breaker.get();
        boolean admitted = seen.admits(nowNanos, rules) && use.rate.add(upstream.caps().rpmMax(), nowNanos);
        Breaker begun = admitted ? seen.begun(nowNanos) : seen;
        if (!admitted || !begun.equals(seen) && !breaker.compareAndSet(seen, begun)) {
            use.underWay.decrementAndGet();
            return null;
        }
        return new Slot(this, begun instanceof Breaker.Probing);
    }

    void left() {
        use.underWay.decrementAndGet();
    }

    void signal(Signal signal, boolean probe, long nowNanos) {
        Breaker before;
        Breaker after;
        do {
            before = breaker.get();
            after = before.after(signal, probe, nowNanos, rules);
        } while (!after.equals(before) && !breaker.compareAndSet(before, after));
        if (after.getClass() != before.getClass()) {
            report(after, nowNanos);
        }
    }

    private void report(Breaker now, long nowNanos) {
        switch (now) {
            case Breaker.Open(var cause, _, _) when cause == Breaker.Cause.ACCOUNT -> LOG.atError()
                    .addKeyValue("upstream", id()).addKeyValue("pauseSeconds", now.pause(nowNanos).toSeconds())
                    .log("the provider refused our account: the upstream is out until a probe succeeds");
            case Breaker.Open(var cause, _, _) -> LOG.atWarn().addKeyValue("upstream", id())
                    .addKeyValue("cause", cause).addKeyValue("pauseSeconds", now.pause(nowNanos).toSeconds())
                    .log("the upstream is out for a while");
            case Breaker.Closed _ -> LOG.atInfo().addKeyValue("upstream", id()).log("the upstream is in use again");
            case Breaker.Probing _ -> LOG.atDebug().addKeyValue("upstream", id()).log("the upstream is tried again");
        }
    }
}
