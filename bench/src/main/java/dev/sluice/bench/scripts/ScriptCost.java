package dev.sluice.bench.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import dev.sluice.bench.measuring.Child;
import dev.sluice.bench.platform.RedisWire;
import dev.sluice.contracts.admission.AdmissionScript;
import dev.sluice.contracts.admission.Consumed;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.testing.FreePort;
import dev.sluice.contracts.testing.RedisBinary;

/// Microseconds of Redis per call of `admit` and of `apply`, by its own statistics (`INFO commandstats`): 64 busy
/// accounts in turn, ten requests each. Once with ten calls sent together, as under load, and once one by one with
/// half a millisecond between them, when other processes have the caches. Median and least of the rounds.
public final class ScriptCost {

    private static final int ACCOUNTS = 64;
    private static final int REQUESTS = 10;
    private static final int ROUNDS = 15;
    private static final long PAUSE_NANOS = 500_000;

    private final RedisWire redis;
    private final List<BusyAccount> accounts = Stream.generate(BusyAccount::new).limit(ACCOUNTS).toList();

    private ScriptCost(RedisWire redis) {
        this.redis = redis;
    }

    /// Time per call in one round.
    private record Cost(double admit, double apply) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int port = FreePort.next();
        Path folder = Files.createTempDirectory("sluice-scripts-");
        try (Child _ = Child.start("redis", RedisBinary.command(folder, port), Map.of(), folder).awaitPort(port);
                RedisWire redis = new RedisWire(port)) {
            ScriptCost cost = new ScriptCost(redis);
            cost.load();
            cost.round(false);
            tell("together", cost.rounds(false));
            tell("one by one", cost.rounds(true));
        }
    }

    private static void tell(String how, List<Cost> rounds) {
        double[] admit = rounds.stream().mapToDouble(Cost::admit).sorted().toArray();
        double[] apply = rounds.stream().mapToDouble(Cost::apply).sorted().toArray();
        System.out.printf("%-10s  admit %.1f µs (least %.1f), apply %.1f µs (least %.1f)%n", how,
                admit[admit.length / 2], admit[0], apply[apply.length / 2], apply[0]);
    }

    /// Teaches Redis the scripts and gives each account a first view.
    private void load() throws IOException {
        redis.call(Arrays.stream(AdmissionScript.values())
                .map(script -> List.of("SCRIPT", "LOAD", script.source())).toList());
        for (BusyAccount account : accounts) {
            redis.call(List.of(apply(account, List.of())));
        }
    }

    private List<Cost> rounds(boolean oneByOne) throws IOException {
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            costs.add(round(oneByOne));
        }
        return costs;
    }

    private Cost round(boolean oneByOne) throws IOException {
        long admitting = 0;
        long applying = 0;
        for (BusyAccount account : accounts) {
            List<RequestId> requests = Stream.generate(() -> RequestId.of(UUID.randomUUID())).limit(REQUESTS).toList();
            admitting += spent(requests.stream().map(account::admit)
                    .map(ask -> command(AdmissionScript.ADMIT, ask.keys(), ask.args())).toList(), oneByOne);
            redis.call(requests.stream().flatMap(request -> account.ends(request).stream()).toList());
            applying += spent(requests.stream()
                    .map(request -> apply(account, List.of(new Consumed(request, 0, 0)))).toList(), oneByOne);
        }
        double calls = ACCOUNTS * REQUESTS;
        return new Cost(admitting / calls, applying / calls);
    }

    private long spent(List<List<String>> commands, boolean oneByOne) throws IOException {
        long before = redis.scriptMicros();
        if (oneByOne) {
            for (List<String> command : commands) {
                LockSupport.parkNanos(PAUSE_NANOS);
                check(redis.call(List.of(command)));
            }
        } else {
            check(redis.call(commands));
        }
        return redis.scriptMicros() - before;
    }

    /// Both scripts begin their answer with 1 when they did it.
    private static void check(List<Object> answers) {
        for (Object answer : answers) {
            if (!(answer instanceof List<?> parts && Long.valueOf(1).equals(parts.getFirst()))) {
                throw new IllegalStateException(
                        "a script answered " + answer + " (expected: a list that begins with 1)");
            }
        }
    }

    private static List<String> apply(BusyAccount account, List<Consumed> consumed) {
        var request = account.view(System.currentTimeMillis(), consumed);
        return command(AdmissionScript.APPLY, request.keys(), request.args());
    }

    private static List<String> command(AdmissionScript script, List<String> keys, List<String> args) {
        return Stream.of(List.of("EVALSHA", script.sha1(), Integer.toString(keys.size())), keys, args)
                .flatMap(List::stream).toList();
    }
}
