package dev.sluice.contracts.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.audit.AuditEntry;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.rated.AccountSnapshot;
import dev.sluice.contracts.rated.DeadLetterSettled;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.RollUp;
import dev.sluice.contracts.rated.UsageAlert;

import static org.assertj.core.api.Assertions.assertThat;

/// Every type that crosses a topic has a golden sample and a JSON Schema. A released sample is never
/// edited: what it shows must stay readable for ever. `-Dgolden.write=true` writes the schemas anew.
class GoldenSamplesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path SCHEMAS = Path.of("src/main/resources/dev/sluice/contracts/schema");

    static List<Class<?>> types() {
        return Stream.concat(leaves(AccountEvent.class), Stream.of(RatedUsage.class, LedgerTransaction.class,
                RollUp.class, UsageAlert.class, DeadLetterSettled.class, AccountSnapshot.class, KeyView.class,
                UserView.class,
                SessionView.class, AuditEntry.class)).toList();
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        Class<?>[] cases = type.getPermittedSubclasses();
        return cases == null ? Stream.of(type) : Stream.of(cases).flatMap(GoldenSamplesTest::leaves);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everySampleIsReadAndWrittenBackTheSame(Class<?> type) {
        JsonMapper mapper = SluiceJson.mapper();

        assertThat(samples(type)).isNotEmpty().allSatisfy(sample -> {
            Object value = mapper.readValue(sample, type);
            assertThat(mapper.readTree(mapper.writeValueAsBytes(value))).isEqualTo(mapper.readTree(sample));
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    void theSchemaIsTheOneOfTheRecord(Class<?> type) throws IOException {
        Path file = SCHEMAS.resolve(type.getSimpleName() + ".schema.json");
        String derived = SluiceJson.mapper().rebuild().enable(SerializationFeature.INDENT_OUTPUT).build()
                .writeValueAsString(RecordSchema.of(type)) + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, derived);
        }

        assertThat(Files.readString(file)).isEqualTo(derived);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everySampleFitsItsSchema(Class<?> type) {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(read(SCHEMAS.resolve(type.getSimpleName() + ".schema.json")), InputFormat.JSON);

        assertThat(samples(type)).allSatisfy(
                sample -> assertThat(schema.validate(sample, InputFormat.JSON)).isEmpty());
    }

    private static List<String> samples(Class<?> type) {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.filter(file -> file.getFileName().toString().startsWith(type.getSimpleName() + "-"))
                    .sorted().map(GoldenSamplesTest::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
