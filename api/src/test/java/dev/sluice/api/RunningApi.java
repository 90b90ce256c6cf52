package dev.sluice.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

/// One instance of the application on a free port, with the secrets and the mail server all instances of this
/// JVM share.
final class RunningApi implements AutoCloseable {

    private static final Duration READY_MAX = Duration.ofSeconds(90);
    static final GreenMail MAIL = mail();
    static final Path SECRETS = secrets();
    static final String CREDENTIAL = "the-internal-credential-of-tests-0123456789";

    private static final Map<String, String> DEFAULTS = Map.of("spring.config.name", "api", "server.port", "0",
            "spring.main.register-shutdown-hook", "false", "api.sign-in.bcrypt-cost", "4",
            "api.sign-in.challenge-number-max", "1000", "api.sign-in.registrations-per-hour", "1000",
            "api.answers.account", "20ms", "api.answers.result", "15s", "api.streams-url", "http://localhost:1",
            "api.partitions", "2");

    private final ConfigurableApplicationContext context;
    private final Path data;

    private RunningApi(ConfigurableApplicationContext context, Path data) {
        this.context = context;
        this.data = data;
    }

    /// The instance that tests share which change nothing others see.
    static RunningApi shared() {
        return Shared.API;
    }

    static RunningApi start() {
        return start(Map.of());
    }

    static RunningApi start(Map<String, String> settings) {
        Map<String, String> defaults = new HashMap<>(DEFAULTS);
        defaults.put("api.secrets", SECRETS.toString());
        defaults.put("api.data", newFolder("state").toString());
        defaults.put("api.kafka", TestKafka.shared().bootstrapServers());
        defaults.put("api.smtp", "localhost:" + MAIL.getSmtp().getPort());
        defaults.put("spring.data.redis.url", TestRedis.shared().uri());
        defaults.putAll(settings);
        String[] arguments = defaults.entrySet().stream().map(each -> "--" + each.getKey() + "=" + each.getValue())
                .toArray(String[]::new);
        RunningApi api = new RunningApi(new SpringApplication(ApiApplication.class).run(arguments),
                Path.of(requireNonNull(defaults.get("api.data"))));
        if (!settings.containsKey("api.kafka")) {
            api.awaitReady();
        }
        return api;
    }

    void awaitReady() {
        ApiClient client = client();
        await().atMost(READY_MAX).until(() -> client.get("/actuator/health/readiness").status() == 200);
    }

    URI url() {
        WebServer server = requireNonNull(((WebServerApplicationContext) context).getWebServer());
        return URI.create("http://localhost:" + server.getPort());
    }

    /// Folder of its state stores.
    Path data() {
        return data;
    }

    ApiClient client() {
        return new ApiClient(url());
    }

    @Override
    public void close() {
        context.close();
    }

    static Path newFolder(String name) {
        try {
            Path folder = Files.createTempDirectory("sluice-api-" + name);
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GreenMail mail() {
        GreenMail mail = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        return mail;
    }

    private static Path secrets() {
        try {
            Path folder = newFolder("secrets");
            byte[] bytes = new byte[32];
            new Random(7).nextBytes(bytes);
            Files.writeString(folder.resolve("pepper"), Base64.getEncoder().encodeToString(bytes));
            Files.writeString(folder.resolve("kek"), Base64.getEncoder().encodeToString(bytes));
            Files.writeString(folder.resolve("internal-credential"), "the-internal-credential-of-tests-0123456789\n");
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            String pem = Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            Files.writeString(folder.resolve("jwt-signing-key.pem"),
                    "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n");
            return folder;
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Shared {
        private static final RunningApi API = start();
    }
}
