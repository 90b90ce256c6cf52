package dev.sluice.api.access;

import java.io.IOException;
import java.security.Principal;
import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.web.Problem;
import dev.sluice.api.web.ProblemAnswers;
import dev.sluice.api.web.SecurityEvent;
import dev.sluice.api.web.SecurityLog;

/// The rules, from the most particular: what the service says about itself, operators' doors, public routes,
/// everything else below `/api` with an access token, files for anybody. There is no server session, no form, no
/// other origin.
@Configuration(proxyBeanMethods = false)
class AccessRules {

    private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String ADMIN = "/api/admin/**";

    private static final Duration TRANSPORT_REMEMBERED = Duration.ofDays(365);

    private final ProblemAnswers problems;
    private final SecurityLog log;
    private final boolean encrypted;

    AccessRules(ProblemAnswers problems, SecurityLog log, ApiProperties properties) {
        this.problems = problems;
        this.log = log;
        this.encrypted = "https".equals(properties.publicUrl().getScheme());
    }

    @Bean
    @Order(0)
    SecurityFilterChain ownState(HttpSecurity http, Operators operators) {
        return plain(http)
                .securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/actuator/**"))
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers("/actuator/health/liveness", "/actuator/health/readiness").permitAll()
                        .anyRequest().access(operators))
                .build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain internalDoor(HttpSecurity http, InternalCredential credential) {
        return plain(http)
                .securityMatcher(new AndRequestMatcher(PathPatternRequestMatcher.withDefaults().matcher(ADMIN),
                        credential))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain doors(HttpSecurity http, Administrators administrators) {
        return plain(http)
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers(ADMIN).access(administrators)
                        .requestMatchers("/api/client/auth/logout").authenticated()
                        .requestMatchers("/api/client/auth/**", "/api/client/config", "/api/client/status",
                                "/api/client/openapi", "/api/client/openapi.yaml",
                                "/api/client/.well-known/jwks.json")
                        .permitAll()
                        .requestMatchers("/api/**").authenticated()
                        .requestMatchers(HttpMethod.GET, "/**").permitAll()
                        .requestMatchers(HttpMethod.HEAD, "/**").permitAll()
                        .anyRequest().denyAll())
                .oauth2ResourceServer(server -> server.jwt(_ -> {
                }).authenticationEntryPoint(this::unauthorized))
                .build();
    }

    /// Each filter of these chains would be observed for itself: nobody looks at that, and it doubles what they cost.
    @Bean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
    }

    private HttpSecurity plain(HttpSecurity http) {
        return http
                .csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(_ -> {
                })
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(this::headers)
                .exceptionHandling(failures -> failures.authenticationEntryPoint(this::unauthorized)
                        .accessDeniedHandler((request, response, _) -> forbidden(request, response)));
    }

    /// Where people come by TLS, browsers are told to come in no other way, whoever ends the TLS.
    private void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.httpStrictTransportSecurity(transport -> transport.requestMatcher(_ -> encrypted)
                .maxAgeInSeconds(TRANSPORT_REMEMBERED.toSeconds()).includeSubDomains(true));
        headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                        permissions -> permissions.policy("camera=(), microphone=(), geolocation=()"));
    }

    private void forbidden(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Principal who = request.getUserPrincipal();
        log.write(SecurityEvent.ACCESS_DENIED, request, who == null ? null : who.getName());
        problems.write(Problem.of(403, "forbidden", "You may not do this."), request, response);
    }

    /// Who brings nothing is sent to sign in, and that is no event.
    private void unauthorized(HttpServletRequest request, HttpServletResponse response,
            AuthenticationException failure) throws IOException {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            log.write(SecurityEvent.TOKEN_REFUSED, request, null);
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(Problem.of(401, "unauthorized", "Sign in first."), request, response);
    }
}
