package dev.sluice.quickstart.journeys;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// Steady load of some people in turn, so that nobody meets the limits of the plan. Each request is told apart by
/// its input tokens, none is sent twice; the manners take turns, too. The provider writes each chunk of a stream,
/// and a whole answer, after the same pause.
record Load(List<Person> people, int requests, int perSecond, Duration pause, List<Manner> manners) {

    static final long INPUT_FIRST = 10_000;

    /// Half streamed, half not; everybody waits for the end.
    static final List<Manner> PATIENT = List.of(Manner.STREAMED, Manner.AT_ONCE);

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int OK = 200;
    private static final int CUT_AFTER_CHUNKS = 2;
    private static final int LEFT_AFTER_BYTES = 600;

    /// How a request is asked and how its answer goes.
    enum Manner {
        /// Answered as one document.
        AT_ONCE,
        /// Answered as a stream.
        STREAMED,
        /// A stream that its client leaves in the middle.
        LEFT,
        /// A stream that the provider breaks off in the middle.
        CUT
    }

    /// What became of one request, as its client saw it.
    enum Seen {
        /// The answer came to its end.
        WHOLE,
        /// Refused before anything was done for it.
        REFUSED,
        /// The connection broke, before or within the answer: the client cannot know.
        BROKEN
    }

    /// Sends everything and does each disturbance when its request's turn has come.
    Map<Long, Seen> run(Map<Integer, Runnable> disturbances) throws InterruptedException {
        var seen = new TreeMap<Long, Seen>();
        var breaks = new Breaks();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor(); var client = HttpClient.newHttpClient()) {
            var sent = new ArrayList<Future<Seen>>();
            long begun = System.nanoTime();
            for (int number = 0; number < requests; number++) {
                awaitTurn(begun + number * NANOS_PER_SECOND / perSecond);
                if (disturbances.containsKey(number)) {
                    sent.add(threads.submit(alongside(disturbances.get(number))));
                } else {
                    sent.add(threads.submit(request(client, number, breaks)));
                }
            }
            for (int number = 0; number < requests; number++) {
                if (!disturbances.containsKey(number)) {
                    seen.put(INPUT_FIRST + number, outcome(sent.get(number)));
                }
            }
        }
        breaks.print();
        return seen;
    }

    private static Callable<Seen> alongside(Runnable disturbance) {
        return () -> {
            disturbance.run();
            return Seen.REFUSED;
        };
    }

    private Callable<Seen> request(HttpClient client, int number, Breaks breaks) {
        Person person = people.get(number % people.size());
        Manner manner = manners.get(number / people.size() % manners.size());
        var request = Requests.message(person, INPUT_FIRST + number, manner != Manner.AT_ONCE)
                .setHeader("x-stub-delay-ms", "" + pause.toMillis());
        if (manner == Manner.CUT) {
            request.header("x-stub-cut-after-chunks", "" + CUT_AFTER_CHUNKS);
        }
        return () -> {
            try {
                return manner == Manner.LEFT ? left(client, request.build()) : awaited(client, request.build(), manner);
            } catch (IOException broken) {
                breaks.add(manner, broken);
                return Seen.BROKEN;
            }
        };
    }

    private static Seen awaited(HttpClient client, HttpRequest request, Manner manner)
            throws IOException, InterruptedException {
        var answer = client.send(request, BodyHandlers.ofString());
        boolean ended = manner == Manner.AT_ONCE || answer.body().contains("message_stop");
        return answer.statusCode() != OK ? Seen.REFUSED : ended ? Seen.WHOLE : Seen.BROKEN;
    }

    private static Seen left(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        var answer = client.send(request, BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            body.readNBytes(LEFT_AFTER_BYTES);
            return answer.statusCode() != OK ? Seen.REFUSED : Seen.BROKEN;
        }
    }

    private static Seen outcome(Future<Seen> sent) throws InterruptedException {
        try {
            return sent.get();
        } catch (ExecutionException cause) {
            throw new IllegalStateException("a request or a disturbance failed", cause);
        }
    }

    private static void awaitTurn(long at) {
        for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /// How many requests were seen how.
    static Map<Seen, Long> counts(Map<Long, Seen> seen) {
        return seen.values().stream().collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()));
    }

    /// The input tokens of the requests that were seen so.
    static List<Long> inputs(Map<Long, Seen> seen, Seen wanted) {
        return seen.entrySet().stream().filter(entry -> entry.getValue() == wanted).map(Map.Entry::getKey).toList();
    }
}
