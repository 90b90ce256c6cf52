package dev.sluice.bench.accounts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.contracts.topics.Topics;

/// One address is registered a thousand times at once: one account comes of it, and nobody but its mailbox
/// learns whose registration it was. With the work of passwords that is shipped.
final class Storm {

    private static final int TIMES = 1_000;
    private static final String EMAIL = "storm@example.org";
    private static final long LETTERS_WAIT_MILLIS = 3_000;
    private static final Pattern OWN = Pattern.compile(",?\"requestId\":\"[^\"]*\"");

    private final Scene scene;
    private final Report report;
    private final LiveRows rows;

    Storm(Scene scene, Report report) {
        this.scene = scene;
        this.report = report;
        this.rows = new LiveRows(scene.kafka());
    }

    void measure() throws IOException, InterruptedException {
        try (Service api = scene.api(Service.Setup.cheap("api", "-Xmx512m").asShipped());
                PublicApi elsewhere = scene.openElsewhere(api)) {
            measure(elsewhere);
        }
    }

    private void measure(PublicApi api) throws IOException, InterruptedException {
        List<String> solutions = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            solutions.add(api.solution());
        }
        Map<String, Long> before = counts();
        long begun = System.nanoTime();
        Map<String, Long> answers = together(api, solutions);
        report.seconds(TIMES + " registrations of one address at once, until all are answered",
                (System.nanoTime() - begun) / 1e9, null);
        answers.forEach((answer, count) -> report.detail("answered " + answer, Long.toString(count)));
        report.exactly("neutral answers, one like the other", answers.getOrDefault("202 ", 0L), TIMES);
        Thread.currentThread().join(LETTERS_WAIT_MILLIS);
        Map<String, Long> after = counts();
        after.forEach((topic, count) -> report.exactly("rows more in " + topic,
                count - before.getOrDefault(topic, 0L), 1));
        List<String> letters = scene.mailroom().lettersTo(EMAIL);
        report.exactly("letters that prove the address",
                letters.stream().filter(letter -> letter.contains("/verify?token=")).count(), 1);
        report.exactly("letters at all (the holder is told once an hour that others ask)", letters.size(), 2);
    }

    private Map<String, Long> counts() {
        return Stream.of(Topics.IDENTITY_USERS, Topics.IDENTITY_EMAILS, Topics.IDENTITY_PII_KEYS)
                .collect(Collectors.toMap(topic -> topic.name(), rows::count));
    }

    private Map<String, Long> together(PublicApi api, List<String> solutions) throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> asked = solutions.stream()
                    .map(solution -> threads.submit(registration(api, solution, go)))
                    .toList();
            go.countDown();
            List<String> answers = new ArrayList<>();
            for (Future<String> each : asked) {
                answers.add(answer(each));
            }
            return answers.stream().collect(Collectors.groupingBy(answer -> answer, Collectors.counting()));
        }
    }

    private Callable<String> registration(PublicApi api, String solution, CountDownLatch go) {
        return () -> {
            go.await();
            var answer = api.register(EMAIL, solution);
            return answer.statusCode() + " " + OWN.matcher(answer.body()).replaceAll("");
        };
    }

    private static String answer(Future<String> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException broken) {
            return String.valueOf(broken.getCause());
        }
    }
}
