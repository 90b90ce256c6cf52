package dev.sluice.relay;

import java.nio.file.Path;
import java.util.List;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;
import dev.sluice.relay.upstream.breaker.Breaker;
import dev.sluice.relay.upstream.breaker.BreakerRules;
import dev.sluice.relay.upstream.choice.LiveUpstream;
import dev.sluice.relay.upstream.choice.Upstreams;
import dev.sluice.relay.upstream.configuration.FileSource;
import dev.sluice.relay.upstream.configuration.UpstreamSource;
import dev.sluice.relay.upstream.configuration.UpstreamWatch;
import dev.sluice.relay.upstream.token.AccessTokens;

/// Puts the upstreams together: where they are configured, their tokens, what health says about them.
@Configuration(proxyBeanMethods = false)
class UpstreamWiring {

    @Bean
    Upstreams upstreams() {
        return new Upstreams(BreakerRules.STANDARD, System::nanoTime);
    }

    @Bean
    UpstreamSource upstreamSource(RelayProperties properties) {
        if (!properties.upstreams().isEmpty()) {
            return new FileSource(Path.of(properties.upstreams()), System::getenv);
        }
        return UpstreamSource.fixed(new UpstreamSet(List.of(
                Upstream.plain("anthropic", Service.CLAUDE, properties.anthropicUrl(),
                        new Secret(properties.anthropicKey())),
                Upstream.plain("openai", Service.CODEX, properties.openaiUrl(), new Secret(properties.openaiKey()))),
                Failover.OFF));
    }

    @Bean
    AccessTokens accessTokens(Upstreams upstreams, RelayProperties properties) {
        return new AccessTokens(upstreams, properties.data().resolve("tokens"), System::nanoTime);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    UpstreamWatch upstreamWatch(UpstreamSource source, Upstreams upstreams, AccessTokens tokens,
            UpstreamMetrics metrics) {
        return new UpstreamWatch(source, upstreams, () -> {
            tokens.tick();
            metrics.refresh();
        });
    }

    /// Says how each upstream is and what is wrong with its configuration. Neither makes the relay unhealthy:
    /// another relay would stand no better.
    @Bean
    HealthIndicator upstreamsHealthIndicator(UpstreamWatch watch, Upstreams upstreams) {
        return () -> {
            Health.Builder health = Health.up().withDetail("configuration", watch.fault().orElse("in force"));
            for (LiveUpstream live : upstreams.all()) {
                health.withDetail(live.id(), state(live));
            }
            return health.build();
        };
    }

    private static String state(LiveUpstream live) {
        return switch (live.breaker()) {
            case Breaker.Closed _ -> "in use, " + live.load() + " requests";
            case Breaker.Open(var cause, _, _) -> "out: " + cause;
            case Breaker.Probing(var cause, _, _) -> "tried again after: " + cause;
        };
    }
}
