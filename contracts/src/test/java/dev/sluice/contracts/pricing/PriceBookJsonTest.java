package dev.sluice.contracts.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;

import dev.sluice.contracts.json.SluiceJson;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class PriceBookJsonTest {

    private static final String GOLDEN = "/golden/pricebook/pb-2026-11-23.1.json";

    @Test
    void theTopicFormOfTheShippedBookIsTheGoldenOne() throws IOException {
        assertThat(new String(PriceBookJson.write(PriceBookJson.shipped()), StandardCharsets.UTF_8))
                .isEqualTo(new String(resource(GOLDEN), StandardCharsets.UTF_8).strip());
    }

    @Test
    void theGoldenFormReadsBackAsTheSameBook() throws IOException {
        PriceBook book = PriceBookJson.read(resource(GOLDEN));

        assertThat(book).isEqualTo(PriceBookJson.shipped());
        assertThat(PriceBookJson.hash(book)).isEqualTo(PriceBookJson.hash(PriceBookJson.shipped()))
                .matches("sha256:[0-9a-f]{64}");
    }

    @Test
    void theShippedFileHasNoFieldThatNobodyReads() throws IOException {
        byte[] file = resource("/dev/sluice/contracts/pricing/" + PriceBookJson.SHIPPED + ".json");

        PriceBook strict = SluiceJson.mapper().readerFor(PriceBook.class)
                .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).readValue(file);

        assertThat(strict).isEqualTo(PriceBookJson.shipped());
    }

    @Test
    void fitsItsSchemaAndWhatIsNoPriceDoesNot() throws IOException {
        String shipped = new String(resource("/dev/sluice/contracts/pricing/" + PriceBookJson.SHIPPED + ".json"),
                StandardCharsets.UTF_8);
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(
                new String(resource("/dev/sluice/contracts/pricing/PriceBook.schema.json"), StandardCharsets.UTF_8),
                InputFormat.JSON);

        assertThat(schema.validate(shipped, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(new String(resource(GOLDEN), StandardCharsets.UTF_8), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(shipped.replace("\"output\": \"20\"", "\"output\": 20"), InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema.validate(shipped.replace("\"input\": \"2\", \"output\": \"1.5\"", "\"input\": \"2\""),
                InputFormat.JSON)).isNotEmpty();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = requireNonNull(PriceBookJsonTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
