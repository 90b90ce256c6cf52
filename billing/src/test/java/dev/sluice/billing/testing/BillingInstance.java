package dev.sluice.billing.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.billing.BillingApplication;
import dev.sluice.billing.Halt;
import dev.sluice.billing.StartRefused;

import static java.util.Objects.requireNonNull;

/// One whole instance of the service on a free port. What would halt the process is kept to be looked at.
public final class BillingInstance implements AutoCloseable {

    public static final String CREDENTIAL = "c2VydmljZS10by1zZXJ2aWNlLWJlYXJlcg==";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicReference<@Nullable StartRefused> HALTED = new AtomicReference<>();

    private final ConfigurableApplicationContext context;

    private BillingInstance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static BillingInstance started(String kafka, URI api, URI streams) throws IOException {
        HALTED.set(null);
        Path secrets = Files.createTempDirectory("billing-secrets");
        Files.writeString(secrets.resolve("internal-credential"), CREDENTIAL);
        Map<String, Object> settings = new HashMap<>(Map.of("spring.main.allow-bean-definition-overriding", true,
                "server.port", 0, "sluice.kafka", kafka, "sluice.partitions", 2, "sluice.secrets", secrets.toString(),
                "sluice.api-url", api.toString(), "sluice.streams-url", streams.toString()));
        String[] args = settings.entrySet().stream().map(one -> "--" + one.getKey() + "=" + one.getValue())
                .toArray(String[]::new);
        return new BillingInstance(BillingApplication.with(KeptHalt.class).run(args));
    }

    /// Why the process would have ended, null while it would run.
    public static @Nullable StartRefused halted() {
        return HALTED.get();
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)), headers);
    }

    public HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json"), headers);
    }

    /// `POST /internal/grants` with the credential and this key.
    public HttpResponse<String> grant(String idempotencyKey, String body) throws IOException, InterruptedException {
        return post("/internal/grants", body, "Authorization", "Bearer " + CREDENTIAL, "Idempotency-Key",
                idempotencyKey);
    }

    public boolean isReady() throws IOException, InterruptedException {
        return get("/actuator/health/readiness").statusCode() == 200;
    }

    @Override
    public void close() {
        context.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
            throws IOException, InterruptedException {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        int port = requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /// Keeps the reason instead of ending the test's process.
    @Configuration
    static class KeptHalt {
        @Bean
        Halt halt() {
            return HALTED::set;
        }
    }
}
