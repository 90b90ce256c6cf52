package dev.sluice.quickstart.journeys;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Steady load of some people in turn, so that nobody meets the limits of the plan: half of the requests are
/// streamed, each is told apart by its input tokens, none is sent twice. The provider writes each chunk of a
/// stream, and a whole answer, after the same pause.
record Load(List<Person> people, int requests, int perSecond, Duration pause) {

    static final long INPUT_FIRST = 10_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int OK = 200;

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
        var seen = new java.util.TreeMap<Long, Seen>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor(); var client = HttpClient.newHttpClient()) {
            var sent = new ArrayList<Future<Seen>>();
            long begun = System.nanoTime();
            for (int number = 0; number < requests; number++) {
                awaitTurn(begun + number * NANOS_PER_SECOND / perSecond);
                if (disturbances.containsKey(number)) {
                    sent.add(threads.submit(alongside(disturbances.get(number))));
                } else {
                    sent.add(threads.submit(request(client, number)));
                }
            }
            for (int number = 0; number < requests; number++) {
                if (!disturbances.containsKey(number)) {
                    seen.put(INPUT_FIRST + number, outcome(sent.get(number)));
                }
            }
        }
        return seen;
    }

    private static Callable<Seen> alongside(Runnable disturbance) {
        return () -> {
            disturbance.run();
            return Seen.REFUSED;
        };
    }

    private Callable<Seen> request(HttpClient client, int number) {
        Person person = people.get(number % people.size());
        long inputTokens = INPUT_FIRST + number;
        boolean stream = number / people.size() % 2 == 0;
        return () -> {
            try {
                var answer = client.send(Requests.message(person, inputTokens, stream)
                        .setHeader("x-stub-delay-ms", "" + pause.toMillis()).build(), BodyHandlers.ofString());
                boolean ended = !stream || answer.body().contains("message_stop");
                return answer.statusCode() != OK ? Seen.REFUSED : ended ? Seen.WHOLE : Seen.BROKEN;
            } catch (IOException broken) {
                return Seen.BROKEN;
            }
        };
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

    /// The input tokens of the requests that were seen so.
    static List<Long> inputs(Map<Long, Seen> seen, Seen wanted) {
        return seen.entrySet().stream().filter(entry -> entry.getValue() == wanted).map(Map.Entry::getKey).toList();
    }
}
