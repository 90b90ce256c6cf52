package dev.sluice.relay.dialect;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Changes bytes the way a fuzzer does: a few cuts, copies, flips and words that grammars trip over.
final class Mutation {

    private static final List<byte[]> WORDS = List
            .of("\"", "\\", "\\u", "\\ud800", "{", "}", "[", "]", ",", ":", "null",
                    "true", "-", "0", "1e999", "-9223372036854775808", "99999999999999999999", "\"model\":\"x\",",
                    "\"usage\":{",
                    "\"n\":1,", "\n", "\r", "\n\n", "data: ", "data:[DONE]", "event: ", ": ", "\ufeff", "\u0000",
                    "\"stream\":1,",
                    "\"model\"")
            .stream().map(word -> word.getBytes(UTF_8)).toList();
    private static final int CHANGES_MAX = 4;

    private Mutation() {}

    static byte[] of(byte[] seed, Random random) {
        byte[] bytes = seed;
        for (int i = random.nextInt(CHANGES_MAX + 1); i > 0; i--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(1 + random.nextInt(32)));
        byte[] word = switch (random.nextInt(5)) {
            case 0 -> new byte[0];
            case 1 -> new byte[]{(byte) random.nextInt(256)};
            case 2 -> part(bytes, random);
            default -> WORDS.get(random.nextInt(WORDS.size()));
        };
        ByteArrayOutputStream changed = new ByteArrayOutputStream(bytes.length + word.length);
        changed.write(bytes, 0, from);
        changed.writeBytes(word);
        int rest = random.nextBoolean() ? from : to;
        changed.write(bytes, rest, bytes.length - rest);
        return changed.toByteArray();
    }

    private static byte[] part(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(64));
        return Arrays.copyOfRange(bytes, from, to);
    }
}
