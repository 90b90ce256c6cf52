package dev.sluice.relay.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Looks for an input that breaks a property: changes known ones at random, and goes on from those that behave as none
/// did before. As many rounds as a build can spare from one seed; with `-Dlong=true` ten minutes (`-Dminutes=`) from a
/// new one (`-Dseed=`). What breaks, and in the long form what behaved anew, is written below `target/fuzz`; moved to
/// `src/test/resources/fuzz`, where all that once broke stands, it is tried in every build and changed from there on.
final class Fuzzing {

    private static final boolean LONG = Boolean.getBoolean("long");
    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("minutes", 10));
    private static final int ROUNDS = 20_000;
    private static final int POOL_MAX = 5_000;
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final Path FOUND = Path.of("target/fuzz");

    private final String corpus;
    private final long seed = Long.getLong("seed", LONG ? System.nanoTime() : 4);
    private final List<Input> pool = new ArrayList<>();
    private final Set<Object> traits = new HashSet<>();

    /// `name` begins with what the property must know of the bytes, and a dash.
    record Input(String name, byte[] bytes) {

        String kind() {
            return name.substring(0, name.indexOf('-'));
        }

        @Override
        public String toString() {
            return new String(bytes, UTF_8);
        }
    }

    /// What must hold of every input; answers how it behaved.
    @FunctionalInterface
    interface Property {
        Object holds(Input input, Random random);
    }

    /// `corpus` is a folder of inputs.
    Fuzzing(String corpus, List<Input> seeds) {
        this.corpus = corpus;
        pool.addAll(seeds);
        try (Stream<Path> files = Files.list(CORPUS.resolve(corpus))) {
            for (Path file : files.sorted().toList()) {
                pool.add(new Input(file.getFileName().toString(), Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void run(Property property) {
        Random random = new Random(seed);
        List.copyOf(pool).forEach(known -> traits.add(tried(property, known, random, "known input")));
        long end = System.nanoTime() + TIME.toNanos();
        for (int round = 0; LONG ? System.nanoTime() - end < 0 : round < ROUNDS; round++) {
            Input from = pool.get(random.nextInt(pool.size()));
            Input changed = new Input(from.name, Mutation.of(from.bytes, random));
            Object trait = tried(property, changed, random, "round " + round);
            if (pool.size() < POOL_MAX && traits.add(trait)) {
                pool.add(changed);
                if (LONG) {
                    keep(changed, "new");
                }
            }
        }
    }

    private Object tried(Property property, Input input, Random random, String where) {
        try {
            return property.holds(input, random);
        } catch (RuntimeException | AssertionError broken) {
            throw new AssertionError("seed " + seed + ", " + where + ", from " + input.name + ", kept as "
                    + keep(input, "broken") + ": " + input, broken);
        }
    }

    private Path keep(Input input, String why) {
        try {
            Path folder = Files.createDirectories(FOUND.resolve(corpus).resolve(why));
            return Files.write(folder.resolve(input.kind() + "-" + Integer.toHexString(input.toString().hashCode())),
                    input.bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
