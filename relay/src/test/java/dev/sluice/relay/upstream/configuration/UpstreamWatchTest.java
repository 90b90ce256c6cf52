package dev.sluice.relay.upstream.configuration;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;
import dev.sluice.relay.upstream.breaker.BreakerRules;
import dev.sluice.relay.upstream.choice.LiveUpstream;
import dev.sluice.relay.upstream.choice.Upstreams;
import dev.sluice.relay.upstream.configuration.UpstreamSource.Reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What a look at the configuration changes.
class UpstreamWatchTest {

    private final Deque<Reading> readings = new ArrayDeque<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final Upstreams upstreams = new Upstreams(BreakerRules.STANDARD, () -> 0);
    private final UpstreamWatch watch = new UpstreamWatch(readings::poll, upstreams, looks::incrementAndGet);

    @Test
    void aBrokenConfigurationKeepsTheOneBeforeUntilItIsMended() {
        look(new Reading.Configured(set("one")));
        look(new Reading.Unreadable("line 3, upstreams[0].url: ftp (expected: http)"));

        assertThat(ids()).containsExactly("one");
        assertThat(watch.fault()).contains("line 3, upstreams[0].url: ftp (expected: http)");
        look(new Reading.Unchanged());
        assertThat(watch.fault()).isPresent();

        look(new Reading.Configured(set("two")));
        assertThat(ids()).containsExactly("two");
        assertThat(watch.fault()).isEmpty();
        assertThat(looks).hasValue(4);
    }

    @Test
    void withoutAConfigurationToBeginWithNothingStarts() {
        readings.add(new Reading.Unreadable("upstreams.yml: missing"));

        assertThatThrownBy(watch::start).isInstanceOf(IllegalStateException.class)
                .hasMessage("upstreams.yml: missing");
    }

    private void look(Reading reading) {
        readings.add(reading);
        watch.look();
    }

    private List<String> ids() {
        return upstreams.all().stream().map(LiveUpstream::id).toList();
    }

    private static UpstreamSet set(String id) {
        return new UpstreamSet(
                List.of(Upstream.plain(id, Service.CLAUDE, URI.create("http://" + id), new Secret("k"))),
                Failover.OFF);
    }
}
