package dev.sluice.relay.dialect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.relay.dialect.GoldenAnswers.Golden;
import dev.sluice.relay.scanning.SseSplitter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// Changes known answers and requests at random and looks whether anything breaks, whether an answer reads
/// the same however it is cut, and whether the scanner agrees with a JSON library about what is a request.
/// The seed is printed with a failure (`-Dseed=`); `-Dlong=true` goes on for minutes. What once broke belongs
/// into `fuzz/requests`.
class FuzzTest {

    private static final Path REQUESTS = Path.of("src/test/resources/fuzz/requests");
    private static final long SEED = Long.getLong("seed", 4);
    private static final int ROUNDS = Boolean.getBoolean("long") ? 5_000_000 : 20_000;
    private static final JsonMapper ORACLE = JsonMapper.builder().build();

    @Test
    void anAnswerReadsTheSameHoweverItIsCutAndNeverThrows() {
        List<Golden> seeds = GoldenAnswers.all().toList();
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            Golden golden = seeds.get(random.nextInt(seeds.size()));
            byte[] bytes = Mutation.of(golden.bytes(), random);
            UsageReading whole = Answers.streamed(golden.dialect(), bytes, bytes.length, bytes.length);

            assertThat(inPieces(golden.dialect(), bytes, random)).as("seed %d, round %d", SEED, round).isEqualTo(whole);
            golden.dialect().reader(Answers.FACTS).onBody(bytes, 0, bytes.length);
        }
    }

    @Test
    void theScannerAgreesWithAJsonLibrary() throws IOException {
        List<byte[]> seeds = requests();
        RequestScanner scanner = new RequestScanner();
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = Mutation.of(seeds.get(random.nextInt(seeds.size())), random);
            Dialect dialect = Dialect.values()[random.nextInt(Dialect.values().length)];
            ScannedRequest scanned = scanner.scan(dialect, bytes, 0, bytes.length);
            String where = "seed " + SEED + ", round " + round + ": " + new String(bytes, UTF_8);
            JsonNode parsed = parsed(bytes);
            switch (scanned) {
                case ScannedRequest.Readable(var facts) when isJudgedByBoth(bytes) -> {
                    assertThat(parsed).as(where).isNotNull();
                    agree(facts, Objects.requireNonNull(parsed), where);
                }
                case ScannedRequest.Readable _ -> {
                }
                case ScannedRequest.Unreadable(var reason) -> assertThat(parsed == null || !parsed.isObject()
                        || reason.startsWith("model:") || reason.contains("given twice")).as(where + reason).isTrue();
            }
        }
    }

    private static void agree(RequestFacts facts, JsonNode parsed, String where) {
        assertThat(parsed.path("model").asString()).as(where).isEqualTo(facts.model());
        assertThat(parsed.path("stream").isBoolean() && parsed.path("stream").asBoolean()).as(where)
                .isEqualTo(facts.stream());
        RequestFacts.Splice splice = facts.usageSplice();
        assertThat(splice == null || splice.offset() >= 0).as(where).isTrue();
    }

    private static @Nullable JsonNode parsed(byte[] bytes) {
        try {
            return ORACLE.readTree(bytes);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /// The library refuses halves of surrogate pairs and bytes that are no UTF-8; the scanner lets them pass,
    /// as the grammar of JSON does.
    private static boolean isJudgedByBoth(byte[] bytes) {
        return isUtf8(bytes) && !new String(bytes, UTF_8).contains("\\ud8");
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private static UsageReading inPieces(Dialect dialect, byte[] bytes, Random random) {
        UsageReader reader = dialect.reader(Answers.FACTS);
        SseSplitter splitter = new SseSplitter(reader);
        int at = 0;
        while (at < bytes.length) {
            int to = Math.min(bytes.length, at + 1 + random.nextInt(200));
            splitter.feed(bytes, at, to);
            at = to;
        }
        return reader.reading();
    }

    private static List<byte[]> requests() throws IOException {
        try (Stream<Path> files = Files.list(REQUESTS)) {
            List<byte[]> seeds = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readAllBytes(file));
            }
            return seeds;
        }
    }
}
