package dev.sluice.relay.upstream.choice;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.upstream.Caps;
import dev.sluice.relay.upstream.Credential;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;
import dev.sluice.relay.upstream.breaker.Breaker;
import dev.sluice.relay.upstream.breaker.BreakerRules;
import dev.sluice.relay.upstream.breaker.Signal;

import static org.assertj.core.api.Assertions.assertThat;

/// Places at upstreams, taken and left, with a clock that a test moves.
class UpstreamsTest {

    private final AtomicLong now = new AtomicLong();
    private final Upstreams upstreams = new Upstreams(BreakerRules.STANDARD, now::get);

    @Test
    void aSessionComesBackToItsUpstream() {
        use(upstream("a", 100), upstream("b", 100), upstream("c", 100));
        String first = idOf(choose("s"));

        for (int i = 0; i < 20; i++) {
            assertThat(idOf(choose("s"))).isEqualTo(first);
        }
    }

    @Test
    void aFullHomeLendsItsSessionsOutAndKeepsThem() {
        use(upstream("a", 1), upstream("b", 100));
        String session = sessionAt("a");
        Slot home = slot(choose(session));

        assertThat(idOf(choose(session))).isEqualTo("b");

        home.leave(now.get());
        assertThat(idOf(choose(session))).isEqualTo("a");
    }

    @Test
    void aSessionThatHadToMoveStaysThere() {
        use(upstream("a", 100), upstream("b", 100));
        String session = sessionAt("a");
        slot(choose(session)).judge(new Signal.Refused(), now.get());
        assertThat(idOf(choose(session))).isEqualTo("b");
        upstreams.swap(new UpstreamSet(List.of(upstream("a", 99), upstream("b", 100)), Failover.OFF));

        assertThat(idOf(choose(session))).isEqualTo("b");

        now.addAndGet(Duration.ofMinutes(61).toNanos());
        assertThat(idOf(choose(session))).isEqualTo("a");
    }

    @Test
    void aNewConfigurationOfAnUpstreamLetsItBackAndOthersKeepTheirState() {
        use(upstream("a", 5), upstream("b", 5));
        slot(choose(sessionAt("a"))).judge(new Signal.Refused(), now.get());
        slot(choose(sessionAt("b"))).judge(new Signal.Refused(), now.get());

        upstreams.swap(new UpstreamSet(List.of(upstream("a", 6), upstream("b", 5)), Failover.OFF));

        assertThat(upstreams.all().get(0).breaker()).isEqualTo(Breaker.FRESH);
        assertThat(upstreams.all().get(1).breaker()).isInstanceOf(Breaker.Open.class);
        assertThat(upstreams.all().get(0).load()).as("what runs still counts").isEqualTo(1);
    }

    @Test
    void whenAllAreOutItSaysForHowLong() {
        use(upstream("a", 5), upstream("b", 5));
        slot(choose(sessionAt("a"))).judge(new Signal.Limited(Duration.ofSeconds(40)), now.get());
        slot(choose(sessionAt("b"))).judge(new Signal.Limited(Duration.ofSeconds(20)), now.get());

        assertThat(choose("s")).isEqualTo(new Chosen.Out(Duration.ofSeconds(20)));
    }

    @Test
    void aFailedProbeKeepsItOutAndAServedOneLetsItBack() {
        use(upstream("a", 5));
        slot(choose("s")).judge(new Signal.Refused(), now.get());
        now.addAndGet(Duration.ofSeconds(60).toNanos());
        Slot probe = slot(choose("s"));
        assertThat(choose("t")).isInstanceOf(Chosen.Out.class);

        probe.judge(new Signal.Served(), now.get());

        assertThat(idOf(choose("t"))).isEqualTo("a");
    }

    @Test
    void whatItFailedAtIsNotTriedAgain() {
        use(upstream("a", 5), upstream("b", 5));
        String session = sessionAt("a");

        assertThat(idOf(upstreams.choose(Service.CLAUDE, session, Set.of("a")))).isEqualTo("b");
        assertThat(upstreams.choose(Service.CLAUDE, session, Set.of("a", "b"))).isInstanceOf(Chosen.Full.class);
        assertThat(upstreams.choose(Service.CODEX, session, Set.of())).isInstanceOf(Chosen.Out.class);
    }

    @Test
    void capsHoldOverAllThreads() throws InterruptedException {
        use(upstream("a", 7), upstream("b", 5));
        AtomicInteger found = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(8);
        for (int thread = 0; thread < 8; thread++) {
            String session = "s" + thread;
            Thread.startVirtualThread(() -> {
                for (int i = 0; i < 500; i++) {
                    found.addAndGet(choose(session) instanceof Chosen.Found ? 1 : 0);
                }
                done.countDown();
            });
        }
        done.await();

        assertThat(found).hasValue(12);
        assertThat(choose("s")).isInstanceOf(Chosen.Full.class);
    }

    private void use(Upstream... all) {
        upstreams.swap(new UpstreamSet(Arrays.asList(all), Failover.OFF));
    }

    private static Upstream upstream(String id, int concurrencyMax) {
        return new Upstream(id, Service.CLAUDE, URI.create("http://" + id), new Credential.ApiKey(new Secret("k")), 1,
                new Caps(concurrencyMax, Caps.RPM_MAX), Map.of(), null);
    }

    private Chosen choose(String session) {
        return upstreams.choose(Service.CLAUDE, session, Set.of());
    }

    private String sessionAt(String id) {
        for (int i = 0;; i++) {
            String session = "session-" + i;
            Chosen.Found found = (Chosen.Found) choose(session);
            found.slot().leave(now.get());
            if (found.slot().live().id().equals(id)) {
                return session;
            }
        }
    }

    private static Slot slot(Chosen chosen) {
        return ((Chosen.Found) chosen).slot();
    }

    private static String idOf(Chosen chosen) {
        return slot(chosen).live().id();
    }
}
