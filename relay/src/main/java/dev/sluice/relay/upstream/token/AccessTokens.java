package dev.sluice.relay.upstream.token;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.relay.upstream.Credential;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.breaker.Breaker;
import dev.sluice.relay.upstream.choice.LiveUpstream;
import dev.sluice.relay.upstream.choice.Upstreams;

/// Keeps every upstream that is reached by OAuth supplied with an access token. `tick` is called about once a
/// second by one thread; the calls to token endpoints run on virtual threads, at most one for each upstream,
/// and their results are taken in by the next tick.
public final class AccessTokens {

    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
    /// A refused account is asked about again with a new token, but not in a circle.
    private static final Duration REFUSED_AGAIN_AFTER = Duration.ofSeconds(30);

    private final Upstreams upstreams;
    private final RefreshTokens refreshTokens;
    private final LongSupplier nanos;
    private final TokenEndpoint endpoint = new TokenEndpoint();
    private final Map<LiveUpstream, Supply> supplies = new HashMap<>();
    private final Set<String> asking = new HashSet<>();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();

    private record Supply(Renewal renewal, long askedNanos) {}

    private record Answer(LiveUpstream live, TokenGrant grant) {}

    /// `folder` keeps refresh tokens that a provider has exchanged; `nanos` is a monotonic clock.
    public AccessTokens(Upstreams upstreams, Path folder, LongSupplier nanos) {
        this.upstreams = upstreams;
        this.refreshTokens = new RefreshTokens(folder);
        this.nanos = nanos;
    }

    public void tick() {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            take(answer);
        }
        List<LiveUpstream> all = upstreams.all();
        supplies.keySet().removeIf(live -> !all.contains(live));
        for (LiveUpstream live : all) {
            if (live.upstream().credential() instanceof Credential.OAuth credential) {
                supply(live, credential);
            }
        }
    }

    private void supply(LiveUpstream live, Credential.OAuth credential) {
        long now = nanos.getAsLong();
        Supply known = supplies.computeIfAbsent(live, _ -> new Supply(Renewal.never(now), now));
        Renewal renewal = known.renewal();
        if (renewal.isExpired(now)) {
            live.expired();
        }
        boolean refused = live.breaker() instanceof Breaker.Open(var cause, _, _) && cause == Breaker.Cause.ACCOUNT;
        if (refused && now - known.askedNanos() > REFUSED_AGAIN_AFTER.toNanos()) {
            renewal = renewal.refused(now);
        }
        if (renewal.isDue(now) && asking.add(live.id())) {
            supplies.put(live, new Supply(renewal, now));
            Thread.ofVirtual().name("token-" + live.id()).start(() -> answers.add(new Answer(live,
                    ask(live, credential))));
        }
    }

    /// Whatever goes wrong is an answer: without one the upstream would wait for ever.
    private TokenGrant ask(LiveUpstream live, Credential.OAuth credential) {
        try {
            Secret configured = credential.refreshToken();
            TokenGrant grant = endpoint.refresh(credential, refreshTokens.current(live.id(), configured),
                    live.upstream().proxy());
            if (grant instanceof TokenGrant.Granted(_, _, var rotated) && rotated != null) {
                refreshTokens.keep(live.id(), configured, rotated);
            }
            return grant;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new TokenGrant.Denied("interrupted");
        } catch (RuntimeException unexpected) {
            return new TokenGrant.Denied(String.valueOf(unexpected.getMessage()));
        }
    }

    private void take(Answer answer) {
        long now = nanos.getAsLong();
        asking.remove(answer.live().id());
        Supply known = supplies.get(answer.live());
        if (known == null) {
            return;
        }
        Renewal renewal = switch (answer.grant()) {
            case TokenGrant.Granted(var token, var lifetime, _) -> {
                answer.live().renewed(token);
                LOG.atInfo().addKeyValue("upstream", answer.live().id())
                        .addKeyValue("lifetimeSeconds", lifetime.toSeconds()).log("an access token was fetched");
                yield known.renewal().granted(lifetime, now);
            }
            case TokenGrant.Denied(var reason) -> {
                LOG.atError().addKeyValue("upstream", answer.live().id()).addKeyValue("reason", reason)
                        .log("no access token could be fetched");
                yield known.renewal().failed(now);
            }
        };
        supplies.put(answer.live(), new Supply(renewal, known.askedNanos()));
    }
}
