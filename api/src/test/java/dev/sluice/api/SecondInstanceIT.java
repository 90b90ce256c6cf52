package dev.sluice.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;

import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// An instance with settings of its own: other work for a password, other signing keys, other plans.
class SecondInstanceIT {

    private static final String PROFILE = "/api/client/users/profile";
    private static final String JWKS = "/api/client/.well-known/jwks.json";
    private static final String KEY = "jwt-signing-key.pem";
    private static Path secrets;
    private static RunningApi api;
    private static ApiClient client;
    private static Person basic;

    @BeforeAll
    static void start() throws IOException {
        basic = onBasic();
        Path plans = RunningApi.newFolder("plans").resolve("plans.yml");
        Files.writeString(plans, "plans: [{id: basic, mode: strict, limits: {rpm: 77}}]");
        secrets = RunningApi.newFolder("second");
        for (String name : new String[]{"pepper", "kek", "internal-credential", KEY}) {
            copy(RunningApi.SECRETS.resolve(name), secrets.resolve(name));
        }
        api = RunningApi.start(Map.of("api.sign-in.bcrypt-cost", "5", "api.secrets", secrets.toString(),
                "api.plans", plans.toString()));
        client = api.client();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static Person onBasic() {
        ApiClient here = RunningApi.shared().client();
        Person person = here.signUp();
        here.post("/api/admin/users/" + person.userId() + "/plan", Map.of("plan", "basic", "reason", "test"),
                bearer(RunningApi.CREDENTIAL)).expect(204);
        return person;
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeNewKey(Path file) throws NoSuchAlgorithmException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n");
    }

    private static String keyId(Answer signedIn) {
        String header = signedIn.text("accessToken").replaceFirst("\\..*", "");
        return new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
    }

    private static String version(ApiClient asked, Person person) {
        return asked.get(PROFILE, bearer(person)).expect(200).header("ETag");
    }

    /// Whoever is on another plan, which does not exist any more here, is left alone.
    @Test
    void whoIsOnAPlanThatHasChangedFollowsItAfterTheStart() {
        String path = "/api/admin/users/" + basic.userId();

        await().atMost(Duration.ofSeconds(30)).until(() -> client.get(path, bearer(RunningApi.CREDENTIAL)).expect(200)
                .json().path("rateLimit").path("rpm").asInt() == 77);

        assertThat(client.get("/api/client/config").expect(200).json().path("plans")).hasSize(1);
    }

    @Test
    void aHashOfAnotherCostIsMadeAnewWhenThePasswordIsHere() {
        Person person = client.signUp();
        ApiClient here = RunningApi.shared().client();
        String made = version(here, person);

        here.again(person);

        await().until(() -> !version(here, person).equals(made));
        client.login(person.email(), ApiClient.PASSWORD).expect(200);
    }

    @Test
    void aSigningKeyIsReplacedWhileEverybodyStaysSignedIn() throws Exception {
        Person person = client.signUp();
        Answer before = client.login(person.email(), ApiClient.PASSWORD).expect(200);

        writeNewKey(secrets.resolve("next"));
        copy(secrets.resolve(KEY), secrets.resolve("jwt-signing-key-before.pem"));
        Files.move(secrets.resolve("next"), secrets.resolve(KEY), StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);

        await().atMost(Duration.ofSeconds(30)).until(() -> client.get(JWKS).json().path("keys").size() == 2);
        Answer after = client.post("/api/client/auth/refresh",
                Map.of("refreshToken", before.text("refreshToken")), "X-Token-Delivery", "body").expect(200);
        assertThat(keyId(after)).isNotEqualTo(keyId(before));
        client.get(PROFILE, bearer(before.text("accessToken"))).expect(200);
        client.get(PROFILE, bearer(after.text("accessToken"))).expect(200);
        RunningApi.shared().client().get(PROFILE, bearer(after.text("accessToken"))).expect(401);
    }
}
