package dev.sluice.streams.command;

import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.streams.explaining.AccountAt;
import dev.sluice.streams.explaining.RequestStory;
import dev.sluice.streams.verifying.Groups;
import dev.sluice.streams.verifying.Verdict;
import dev.sluice.streams.verifying.Verification;

/// `verify`, `explain`, `balance` look at a platform, also while it runs, and change nothing; `dlq` carries a
/// person's verdicts.
public final class StreamsCommand {

    /// Everything is as it should be.
    public static final int FINE = 0;
    /// Something differs, or was not found.
    public static final int DIFFERENT = 1;
    /// It was asked wrongly, or cannot be answered.
    public static final int USAGE = 2;

    private static final String USES = "verify [--from-snapshot] | explain req_… | balance USER [--at INSTANT] | "
            + DeadLetterCommand.USES + ", each with"
            + " [--kafka HOST:PORT] [--redis HOST:PORT] [--port-offset N]";
    private static final Set<String> VERBS = Set.of("verify", "explain", "balance", "dlq");

    private final PrintStream out;
    private final PrintStream err;
    private final Groups groups;
    private final InstantSource clock;

    public StreamsCommand(PrintStream out, PrintStream err, Groups groups, InstantSource clock) {
        this.out = out;
        this.err = err;
        this.groups = groups;
        this.clock = clock;
    }

    /// Whether a process started with these words is to look instead of to serve.
    public static boolean isMeant(List<String> words) {
        return !words.isEmpty() && VERBS.contains(words.getFirst());
    }

    /// Runs the words; `environment` may name the servers.
    ///
    /// @return the exit code of the process
    public int run(List<String> words, Map<String, String> environment) {
        return switch (Servers.of(words, environment)) {
            case Servers.Refused(var sentence) -> refuse(sentence);
            case Servers.Found found -> run(found);
        };
    }

    private int run(Servers.Found servers) {
        List<String> words = servers.words();
        try {
            String verb = words.getFirst();
            if (verb.equals("verify") && words.size() == 1) {
                return verify(servers, Verification.Start.EARLIEST);
            }
            if (words.equals(List.of("verify", "--from-snapshot"))) {
                return verify(servers, Verification.Start.SNAPSHOT);
            }
            if (verb.equals("explain") && words.size() == 2) {
                return explain(servers, new RequestId(words.get(1)));
            }
            if (verb.equals("balance") && words.size() == 2) {
                return balance(servers, new UserId(words.get(1)), clock.instant());
            }
            if (verb.equals("balance") && words.size() == 4 && words.get(2).equals("--at")) {
                return balance(servers, new UserId(words.get(1)), Instant.parse(words.get(3)));
            }
            if (verb.equals("dlq")) {
                return new DeadLetterCommand(out, err, servers.kafka(), clock).run(words.subList(1, words.size()));
            }
            return refuse(String.join(" ", words) + " (expected: " + USES + ")");
        } catch (IllegalArgumentException | DateTimeParseException malformed) {
            return refuse(malformed.getMessage() + ": " + USES);
        } catch (KafkaException away) {
            return refuse("Kafka at " + servers.kafka() + ": " + away.getMessage());
        }
    }

    private int explain(Servers.Found servers, RequestId request) {
        return RequestStory.read(servers.kafka(), request).map(story -> {
            story.pages().forEach(out::print);
            return story.addsUp() ? FINE : DIFFERENT;
        }).orElseGet(() -> absent(request + " is in no partition of account.events"));
    }

    private int balance(Servers.Found servers, UserId user, Instant at) {
        return AccountAt.read(servers.kafka(), user, at).map(account -> {
            account.lines().forEach(out::println);
            return FINE;
        }).orElseGet(() -> absent(user + " had no account at " + at));
    }

    private int absent(String sentence) {
        err.println(sentence);
        return DIFFERENT;
    }

    private int verify(Servers.Found servers, Verification.Start start) {
        return switch (new Verification(servers.kafka(), servers.redis(), groups, clock).run(start)) {
            case Verdict.Refused(var sentence) -> refuse("verify: " + sentence);
            case Verdict.Compared compared -> {
                VerdictPage.print(compared, out);
                yield compared.findings().isClean() ? FINE : DIFFERENT;
            }
        };
    }

    private int refuse(@Nullable String sentence) {
        err.println(sentence);
        return USAGE;
    }
}
