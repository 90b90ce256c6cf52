package dev.sluice.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The checked-in document is what the service says of itself. `-Dopenapi.write` replaces the file.
class OpenApiIT {

    private static final Path FILE = Path.of("..", "docs", "reference", "openapi.yaml");

    @Test
    void theCheckedInDocumentIsWhatTheServiceAnswers() throws IOException {
        String answered = RunningApi.shared().client().get("/api/client/openapi.yaml").expect(200).response().body();
        if (System.getProperty("openapi.write") != null) {
            Files.writeString(FILE, answered);
        }

        assertThat(answered).isEqualTo(Files.readString(FILE));
    }
}
