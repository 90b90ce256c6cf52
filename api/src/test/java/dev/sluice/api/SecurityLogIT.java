package dev.sluice.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import dev.sluice.api.ApiClient.Person;
import dev.sluice.api.web.SecurityLog;

import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Who was refused what is written down, with the request's id and without anything personal. After many refusals
/// within a minute lines are left out, so that each is caused until it is there.
class SecurityLogIT {

    private static final Duration MORE_THAN_A_MINUTE = Duration.ofSeconds(90);

    private final ApiClient client = RunningApi.shared().client();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeAll
    static void nobodyFailedYet() {
        TestedRedis.forgetFailures();
    }

    @BeforeEach
    void listen() {
        lines.start();
        logger().addAppender(lines);
    }

    @AfterEach
    void beQuiet() {
        logger().detachAppender(lines);
        TestedRedis.forgetFailures();
    }

    @Test
    void refusalsAreWrittenDownWithWhoAsked() {
        Person person = client.signUp();

        written("access-denied", person.userId(), () -> client.get("/api/admin/users/" + person.userId(),
                bearer(person)).expect(403));
        written("token-refused", "/api/client/keys", () -> client.get("/api/client/keys", bearer("x.y.z")).expect(401));
        written("sign-in-failed", person.userId(), () -> client.login(person.email(), "not-the-password"));
        written("attempts-stopped", "/api/client/auth/login",
                () -> client.login(person.email(), "not-the-password"));
        written("foreign-origin", "/api/client/auth/refresh", () -> client.postRaw("/api/client/auth/refresh", "",
                "Cookie", "sluice_refresh=x", "Origin", "https://evil.example").expect(403));
        written("request-rejected", "/api/client/…", () -> client.get("/api/client/..%2fkeys").expect(400));

        assertThat(texts()).noneMatch(line -> line.contains(person.email()) || line.contains("not-the-password"));
    }

    @Test
    void aRefreshTokenThatComesTwiceIsWrittenDown() {
        written("refresh-reused", "userId", () -> {
            Person person = client.signUp();
            String second = refresh(person.refreshToken());
            refresh(second);
            client.post("/api/client/auth/refresh", Map.of("refreshToken", person.refreshToken())).expect(401);
        });
    }

    private String refresh(String token) {
        return client.post("/api/client/auth/refresh", Map.of("refreshToken", token), "X-Token-Delivery", "body")
                .expect(200).text("refreshToken");
    }

    private void written(String event, String detail, Runnable cause) {
        await().atMost(MORE_THAN_A_MINUTE).untilAsserted(() -> {
            cause.run();
            assertThat(texts()).anyMatch(line -> line.contains("event=\"" + event + "\"")
                    && line.contains("requestId=") && line.contains(detail));
        });
    }

    private List<String> texts() {
        return List.copyOf(lines.list).stream().map(line -> String.valueOf(line.getKeyValuePairs())).toList();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(SecurityLog.LOGGER);
    }
}
