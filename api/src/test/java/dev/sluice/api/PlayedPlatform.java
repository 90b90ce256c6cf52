package dev.sluice.api;

import java.util.Map;

/// An instance of the application with usage-streams played, which tests share that read usage.
final class PlayedPlatform {

    static final PlayedRecords RECORDS = new PlayedRecords();
    private static final RunningApi API = RunningApi.start(Map.of("api.streams-url", RECORDS.url().toString()));

    private PlayedPlatform() {}

    static RunningApi api() {
        return API;
    }
}
