package dev.sluice.api;

import java.util.Map;

/// An instance of the application with usage-streams played, a public address with TLS and an administrator,
/// which tests share.
final class PlayedPlatform {

    static final String ADMINISTRATOR = "Root@Example.org";
    static final PlayedRecords RECORDS = new PlayedRecords();
    private static final RunningApi API = RunningApi.start(Map.of("api.streams-url", RECORDS.url().toString(),
            "api.public-url", "https://sluice.example.org", "api.administrators", ADMINISTRATOR));

    private PlayedPlatform() {}

    static RunningApi api() {
        return API;
    }
}
