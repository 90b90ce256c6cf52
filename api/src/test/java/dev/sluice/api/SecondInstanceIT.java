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

/// An instance with settings of its own: other work for a password, other signing keys.
class SecondInstanceIT {

    private static final String PROFILE = "/api/client/users/profile";
    private static final String JWKS = "/api/client/.well-known/jwks.json";
    private static final String KEY = "jwt-signing-key.pem";
    private static Path secrets;
    private static RunningApi api;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        secrets = RunningApi.newFolder("second");
        for (String name : new String[]{"pepper", "kek", "internal-credential", KEY}) {
            copy(RunningApi.SECRETS.resolve(name), secrets.resolve(name));
        }
        api = RunningApi.start(Map.of("api.sign-in.bcrypt-cost", "5", "api.secrets", secrets.toString()));
        client = api.client();
    }

    @AfterAll
    static void stop() {
        api.close();
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
