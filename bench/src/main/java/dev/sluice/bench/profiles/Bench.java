package dev.sluice.bench.profiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;

import dev.sluice.bench.measuring.Pauses;
import dev.sluice.bench.platform.Checkout;

/// The command behind `bench/run`: starts everything, measures, prints and keeps the table.
public final class Bench {

    private static final int COLD_STARTS = 3;

    private final Course course;
    private final Options options;
    private final Table table = new Table();

    private Bench(Course course, Options options) {
        this.course = course;
        this.options = options;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.parse(args);
        Path home = Path.of(System.getProperty("sluice.home", ".")).toAbsolutePath().normalize();
        Checkout checkout = new Checkout(home, emptied(home.resolve("bench/target/run")));
        Setting before = Setting.now(InstantSource.system(), args);
        try (Course course = new Course(checkout)) {
            Bench bench = new Bench(course, options);
            bench.measure();
            String text = before.text(Setting.loadAverage()) + "\n" + bench.table.markdown();
            Files.writeString(home.resolve("bench/target/table.md"), text);
            if (options.record()) {
                Results.write(home.resolve("bench/RESULTS.md"), text);
            }
        }
        System.exit(0);
    }

    private void measure() throws IOException, InterruptedException {
        if (options.asks("short")) {
            new ShortRequests(course, options, table).measure();
        }
        if (options.asks("chunks")) {
            new StreamedChunks(course, options, table).measure();
        }
        if (options.asks("first-token")) {
            new FirstTokens(course, options, table).measure();
        }
        if (options.asks("open-streams")) {
            new OpenStreams(course, options, table).measure();
        }
        if (options.asks("cold-start")) {
            coldStarts();
        }
        Pauses pauses = Pauses.read(course.relay().process().folder().resolve("gc.log"));
        table.detail("relay, stops for young collections", pauses.young().size() + " in the run, median "
                + Table.number(pauses.median()) + " ms, longest " + Table.number(pauses.max()) + " ms");
    }

    private void coldStarts() throws InterruptedException {
        Duration best = course.relays().coldStart();
        for (int i = 1; i < (options.brief() ? 1 : COLD_STARTS); i++) {
            Duration next = course.relays().coldStart();
            best = next.compareTo(best) < 0 ? next : best;
        }
        table.judge("cold start of the relay until it is ready", best.toMillis() / 1e3, " s",
                Table.Bound.atMost(2.5, 2.5),
                "best of " + (options.brief() ? 1 : COLD_STARTS) + ", unpacked jar, no AOT cache");
    }

    private static Path emptied(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }
}
