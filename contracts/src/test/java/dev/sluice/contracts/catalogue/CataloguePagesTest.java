package dev.sluice.contracts.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// `-Dgolden.write=true` writes the pages anew.
class CataloguePagesTest {

    private static final Path REFERENCE = Path.of("../docs/reference");

    @Test
    void theTopicsPageIsTheCatalogue() throws IOException {
        assertPage("topics.md", TopicsPage.text());
    }

    @Test
    void theAsyncApiDocumentIsTheCatalogue() throws IOException {
        String json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()
                .writeValueAsString(AsyncApi.document());

        assertPage("asyncapi.json", json + "\n");
    }

    private static void assertPage(String name, String text) throws IOException {
        Path page = REFERENCE.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(page, text);
        }

        assertThat(Files.readString(page)).isEqualTo(text);
    }
}
