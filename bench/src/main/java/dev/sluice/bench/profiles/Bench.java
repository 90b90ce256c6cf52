package dev.sluice.bench.profiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import dev.sluice.bench.measuring.Pauses;
import dev.sluice.bench.page.Section;
import dev.sluice.bench.page.Setting;
import dev.sluice.bench.platform.Checkout;

/// The command behind `bench/run`: starts everything, measures, prints and keeps the table.
public final class Bench {

    private static final int COLD_STARTS = 3;
    private static final Section RECORDED = new Section("<!-- the table of the last recorded run -->",
            "<!-- end of the table -->");

    private final Course course;
    private final Options options;
    private final Table table = new Table();
    private final Faults faults = new Faults();
    private final Takes takes = new Takes(faults);

    private Bench(Course course, Options options) {
        this.course = course;
        this.options = options;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.parse(args);
        Path home = Path.of(System.getProperty("sluice.home", ".")).toAbsolutePath().normalize();
        Checkout checkout = new Checkout(home, emptied(home.resolve("bench/target/run")));
        Setting setting = Setting.now(InstantSource.system(), "bench/run", args);
        boolean valid;
        try (Course course = new Course(checkout)) {
            Bench bench = new Bench(course, options);
            bench.measure();
            valid = bench.keep(home, setting);
        }
        System.exit(valid ? 0 : 1);
    }

    private void measure() throws IOException, InterruptedException {
        profile("short", () -> new ShortRequests(course, options, table, faults, takes).measure());
        profile("chunks", () -> new StreamedChunks(course, options, table, faults, takes).measure());
        profile("first-token", () -> new FirstTokens(course, options, table, takes).measure());
        profile("open-streams", () -> new OpenStreams(course, options, table).measure());
        profile("cold-start", this::coldStarts);
        table.detail("turns taken again, since others or the host disturbed them", Integer.toString(takes.repeated()));
        Pauses pauses = Pauses.read(course.relay().process().folder().resolve("gc.log"));
        table.detail("relay, stops for young collections", pauses.young().size() + " in the run, median "
                + Table.number(pauses.median()) + " ms, longest " + Table.number(pauses.max()) + " ms");
    }

    /// One part of the run.
    private interface Profile {
        void measure() throws IOException, InterruptedException;
    }

    private void profile(String name, Profile profile) throws IOException, InterruptedException {
        if (!options.asks(name)) {
            table.leftOut(name);
            return;
        }
        try {
            profile.measure();
        } catch (IllegalStateException broken) {
            faults.add(name, String.valueOf(broken.getMessage()));
        }
    }

    /// Writes the table where it belongs; a run with faults is not recorded.
    private boolean keep(Path home, Setting setting) throws IOException {
        String text = setting.text() + "\n" + table.markdown();
        List<String> found = faults.found();
        Files.writeString(home.resolve("bench/target/table.md"),
                text + found.stream().map(fault -> "\n- **invalid**: " + fault).collect(Collectors.joining()) + "\n");
        if (!found.isEmpty()) {
            System.err.println("The run is not valid" + (options.record() ? " and was not recorded" : "") + ":\n  "
                    + String.join("\n  ", found));
        } else if (options.record()) {
            RECORDED.write(home.resolve("bench/RESULTS.md"), text);
        }
        return found.isEmpty();
    }

    private void coldStarts() throws IOException, InterruptedException {
        course.settle();
        int starts = options.brief() ? 1 : COLD_STARTS;
        Duration bare = best(starts, false);
        course.relays().writeCache();
        table.judge("cold start of the relay until it is ready", best(starts, true).toMillis() / 1e3, " s",
                Table.Bound.atMost(2.5, 2.5), "best of " + starts + " with the AOT cache it is shipped with; without "
                        + Table.number(bare.toMillis() / 1e3) + " s");
    }

    private Duration best(int starts, boolean cached) throws InterruptedException {
        Duration best = course.relays().coldStart(cached);
        for (int i = 1; i < starts; i++) {
            Duration next = course.relays().coldStart(cached);
            best = next.compareTo(best) < 0 ? next : best;
        }
        return best;
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
