package dev.sluice.api;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;

import static dev.sluice.api.ApiClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/// What browsers are told where people come by TLS, and where they do not.
class TransportIT {

    private final ApiClient encrypted = PlayedPlatform.api().client();
    private final ApiClient plain = RunningApi.shared().client();

    @Test
    void browsersComeBackByTlsOnly() {
        assertThat(encrypted.get("/api/client/config").expect(200).header("Strict-Transport-Security"))
                .isEqualTo("max-age=31536000 ; includeSubDomains");
        assertThat(encrypted.get("/api/client/keys").expect(401).header("Strict-Transport-Security")).isNotEmpty();
        assertThat(plain.get("/api/client/config").expect(200).header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void theCookieTravelsByTlsOnly() {
        Person person = encrypted.signUp();

        Answer login = encrypted.post("/api/client/auth/login", Map.of("email", person.email(), "password", PASSWORD));

        assertThat(login.expect(200).header("Set-Cookie")).startsWith("__Secure-sluice_refresh=").contains("; Secure");
    }

    @Test
    void whatTheServiceSaysAboutItselfIsForOperators() {
        String[] forwarded = {"X-Forwarded-For", "198.51.100.7"};
        String[] operator = {"X-Forwarded-For", "198.51.100.7", "Authorization", "Bearer " + RunningApi.CREDENTIAL};

        for (String path : new String[]{"/actuator", "/actuator/health", "/actuator/info", "/actuator/prometheus"}) {
            plain.get(path, forwarded).expect(401);
            plain.get(path, operator).expect(200);
            plain.get(path).expect(200);
        }
        plain.get("/actuator/health/liveness", forwarded).expect(200);
        plain.get("/actuator/health/readiness", forwarded).expect(200);
    }

    @Test
    void onlyTheInstallationsOwnOriginMayUseTheCookie() {
        Person person = encrypted.signUp();
        Answer login = encrypted.post("/api/client/auth/login", Map.of("email", person.email(), "password", PASSWORD));
        String cookie = login.header("Set-Cookie").replaceFirst(";.*", "");

        for (String origin : new String[]{"https://evil.example", "null", "https://sluice.example.org.evil.example"}) {
            encrypted.postRaw("/api/client/auth/refresh", "", "Cookie", cookie, "Origin", origin).expect(403);
        }
        encrypted.postRaw("/api/client/auth/refresh", "", "Cookie", cookie, "Origin", "https://sluice.example.org")
                .expect(200);
    }
}
