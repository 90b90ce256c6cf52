package dev.sluice.billing.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

import dev.sluice.billing.BillingProperties;
import dev.sluice.billing.Halt;
import dev.sluice.billing.log.KafkaClients;
import dev.sluice.billing.log.Loop;
import dev.sluice.billing.log.OwnTopics;
import dev.sluice.billing.log.TopicFollower;
import dev.sluice.billing.web.ProblemWriter;
import dev.sluice.contracts.topics.Topics;

/// Three doors: `/internal` by credential, health and metrics for everybody, the rest by access token.
@Configuration
class AccessWiring {

    private static final Duration PREFLIGHT_KEPT = Duration.ofHours(1);

    @Bean
    InternalCredential internalCredential(BillingProperties properties) {
        return InternalCredential.in(properties.secrets());
    }

    @Bean
    EndedSessions endedSessions(InstantSource clock) {
        return new EndedSessions(clock);
    }

    @Bean
    Loop sessionsLoop(KafkaClients kafka, OwnTopics topics, Halt halt, EndedSessions sessions) {
        return new Loop("sessions", topics, halt, new TopicFollower(kafka, Topics.IDENTITY_SESSIONS.name(), sessions));
    }

    @Bean
    JwtDecoder accessTokens(BillingProperties properties, EndedSessions sessions) {
        return new AccessTokens(properties.apiUrl(), sessions);
    }

    @Bean
    Gatekeeper gatekeeper(ProblemWriter problems) {
        return new Gatekeeper(problems);
    }

    @Bean
    @Order(1)
    SecurityFilterChain internalDoor(HttpSecurity http, InternalCredential credential, Gatekeeper gatekeeper) {
        return stateless(http, gatekeeper).securityMatcher("/internal/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .addFilterBefore(new InternalDoor(credential, gatekeeper), AuthorizationFilter.class).build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain operatorsDoor(HttpSecurity http, Gatekeeper gatekeeper) {
        return stateless(http, gatekeeper).securityMatcher("/actuator/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain usersDoor(HttpSecurity http, BillingProperties properties, Gatekeeper gatekeeper) {
        return stateless(http, gatekeeper)
                .cors(cors -> cors.configurationSource(pagesOf(properties)))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> {
                }).authenticationEntryPoint(gatekeeper)
                        .accessDeniedHandler(gatekeeper).withObjectPostProcessor(answeringFailuresBy(gatekeeper)))
                .build();
    }

    private static HttpSecurity stateless(HttpSecurity http, Gatekeeper gatekeeper) {
        return http.csrf(AbstractHttpConfigurer::disable).requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(gatekeeper)
                        .accessDeniedHandler(gatekeeper));
    }

    /// Otherwise the filter rethrows what it cannot verify, and a 503 becomes a 500.
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answeringFailuresBy(Gatekeeper gatekeeper) {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(gatekeeper);
                return filter;
            }
        };
    }

    /// The browser application is served by `api` and may read from here.
    private static UrlBasedCorsConfigurationSource pagesOf(BillingProperties properties) {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(List.of(properties.apiUrl().resolve("/").toString().replaceFirst("/$", "")));
        cors.setAllowedMethods(List.of(HttpMethod.GET.name()));
        cors.setAllowedHeaders(List.of("Authorization", "X-Request-Id"));
        cors.setExposedHeaders(List.of("X-Request-Id", "Retry-After"));
        cors.setMaxAge(PREFLIGHT_KEPT);
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", cors);
        return source;
    }
}
