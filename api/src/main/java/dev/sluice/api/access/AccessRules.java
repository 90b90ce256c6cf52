package dev.sluice.api.access;

import java.io.IOException;
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
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.web.Problem;
import dev.sluice.api.web.ProblemAnswers;

/// The rules, from the most particular: operators' doors, public routes, everything else below `/api` with an
/// access token, files for anybody. There is no server session, no form, no other origin.
@Configuration(proxyBeanMethods = false)
class AccessRules {

    private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String ADMIN = "/api/admin/**";

    private static final Duration TRANSPORT_REMEMBERED = Duration.ofDays(365);

    private final ProblemAnswers problems;
    private final boolean encrypted;

    AccessRules(ProblemAnswers problems, ApiProperties properties) {
        this.problems = problems;
        this.encrypted = "https".equals(properties.publicUrl().getScheme());
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
                        .accessDeniedHandler((request, response, _) -> problems.write(
                                Problem.of(403, "forbidden", "You may not do this."), request, response)));
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

    private void unauthorized(HttpServletRequest request, HttpServletResponse response,
            AuthenticationException failure) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(Problem.of(401, "unauthorized", "Sign in first."), request, response);
    }
}
