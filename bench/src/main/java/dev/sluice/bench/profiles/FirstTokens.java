package dev.sluice.bench.profiles;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.HdrHistogram.Histogram;

import dev.sluice.bench.load.Ask;
import dev.sluice.bench.load.Ask.Dialect;
import dev.sluice.bench.load.Plan;
import dev.sluice.bench.load.Run;
import dev.sluice.bench.load.Tally;
import dev.sluice.bench.measuring.Ledger;
import dev.sluice.bench.measuring.Spent;
import dev.sluice.bench.profiles.Table.Bound;

/// 1,000 streams at a time of ten seconds each, one of them ending and the next beginning every ten milliseconds: how
/// long the first token takes from the moment the request was sent, and every token from the moment the provider sent
/// it. Latencies, so only the difference from nginx in the same run says something, and on a busy machine not even that.
final class FirstTokens {

    private static final int STREAMS = 1_000;
    private static final int CHUNKS = 100;
    private static final int GAP_MICROS = 100_000;
    /// So that as many begin in each second as end.
    private static final int CONNECTS_PER_SECOND = (int) (STREAMS * 1_000_000L / ((long) CHUNKS * GAP_MICROS));
    private static final Duration UNTIL_ALL_ARE_OPEN = Duration.ofSeconds(STREAMS / CONNECTS_PER_SECOND + 1L);
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private final Course course;
    private final Options options;
    private final Table table;
    private final Takes takes;
    private final List<String> used = new ArrayList<>();

    FirstTokens(Course course, Options options, Table table, Takes takes) {
        this.course = course;
        this.options = options;
        this.table = table;
        this.takes = takes;
    }

    void measure() throws IOException, InterruptedException {
        Tally nginx = turn("nginx-governed").tally;
        Tally relay = turn("relay").tally;
        String remark = "first token after " + text(relay.firstToken()) + " ms through the relay, "
                + text(nginx.firstToken()) + " through governed nginx (p50 / p99 / p99.9); " + String.join(", ", used);
        table.judge("added time to first token at 1,000 streams, p50", added(relay, nginx, 50), " ms",
                Bound.atMost(0.5, 0.2), remark);
        table.judge("added time to first token at 1,000 streams, p99", added(relay, nginx, 99), " ms",
                Bound.atMost(5, 2), "p99.9: " + Table.number(added(relay, nginx, 99.9)) + " ms");
        table.detail("a token under way from provider to client, p50 / p99 / p99.9",
                "relay " + text(relay.passage()) + " ms, governed nginx " + text(nginx.passage()) + " ms");
    }

    private record Turn(Tally tally, Spent spent) {

        /// Of all cores together, the busiest process first.
        String parts() {
            return spent.processes().keySet().stream()
                    .sorted(Comparator.comparingDouble(spent::part).reversed())
                    .map(process -> process + " " + Table.number(100 * spent.part(process)) + " %")
                    .collect(Collectors.joining(", "));
        }
    }

    private Turn turn(String name) throws IOException, InterruptedException {
        Turn turn = takes.undisturbed("first-token, " + name, Turn::spent, () -> take(name));
        used.add(name + " with " + Table.number(100 * turn.spent.idle()) + " % of the machine idle");
        table.detail("first tokens through " + name + ", who used the machine", turn.parts());
        return turn;
    }

    private Turn take(String name) throws IOException, InterruptedException {
        List<Ask> asks = course.asks(key -> Ask.stream(Dialect.ANTHROPIC, key, CHUNKS, GAP_MICROS));
        Duration duration = UNTIL_ALL_ARE_OPEN.plusSeconds(options.brief() ? 10 : 40);
        course.settle();
        Run run = course.load().start(new Plan(course.running(name).port(), asks, STREAMS, CONNECTS_PER_SECOND,
                Long.MAX_VALUE, duration, 0));
        Waiting.pause(UNTIL_ALL_ARE_OPEN);
        run.forgetTimes();
        Ledger ledger = course.ledger();
        Waiting.pause(duration.minus(UNTIL_ALL_ARE_OPEN));
        Spent spent = ledger.spent();
        return new Turn(run.await(AT_MOST).requireAll(CHUNKS), spent);
    }

    private static double added(Tally ours, Tally theirs, double percentile) {
        return millis(ours.firstToken(), percentile) - millis(theirs.firstToken(), percentile);
    }

    private static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e6;
    }

    private static String text(Histogram histogram) {
        return String.format(Locale.ROOT, "%.2f / %.2f / %.2f", millis(histogram, 50), millis(histogram, 99),
                millis(histogram, 99.9));
    }
}
