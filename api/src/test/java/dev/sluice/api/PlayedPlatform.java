package dev.sluice.api;

import java.util.Locale;
import java.util.Map;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;

/// An instance of the application with usage-streams played, a public address with TLS and an administrator,
/// which tests share.
final class PlayedPlatform {

    static final String ADMINISTRATOR = "Root@Example.org";
    static final PlayedRecords RECORDS = new PlayedRecords();
    static final PlayedBilling BILLING = new PlayedBilling();
    private static final RunningApi API = RunningApi.start(Map.of("api.streams-url", RECORDS.url().toString(),
            "api.billing-internal-url", BILLING.url().toString(), "api.public-url", "https://sluice.example.org",
            "api.administrators", ADMINISTRATOR));

    private PlayedPlatform() {}

    static RunningApi api() {
        return API;
    }

    /// Signs up once, and in again for every test.
    static Person administrator() {
        ApiClient client = API.client();
        String email = ADMINISTRATOR.toLowerCase(Locale.ROOT);
        Answer login = client.login(email, ApiClient.PASSWORD);
        return login.status() == 200 ? ApiClient.person(email, login) : client.signUp(email);
    }
}
