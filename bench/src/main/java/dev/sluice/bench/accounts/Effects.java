package dev.sluice.bench.accounts;

import java.io.IOException;
import java.util.Iterator;
import java.util.stream.Stream;

import org.HdrHistogram.Histogram;

import dev.sluice.bench.accounts.PublicApi.Person;
import dev.sluice.contracts.plans.Plans;

import static java.util.Objects.requireNonNull;

/// How soon what was changed holds where it was not changed: from the answer of `api` until another process keeps to it.
/// One after the other, asked for again and again at the other end.
final class Effects {

    private static final int REVOKED = 200;
    private static final int SIGNED_OUT = 100;
    private static final int PLANS_CHANGED = 100;
    private static final int WARM_UP = 20;
    private static final double WITHIN_MILLIS = 1_000;
    private static final Report.Millis HOLD = new Report.Millis(WITHIN_MILLIS, WITHIN_MILLIS);
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final Scene scene;
    private final Report report;

    Effects(Scene scene, Report report) {
        this.scene = scene;
        this.report = report;
    }

    void measure() throws IOException, InterruptedException {
        try (Service first = scene.api(Service.Setup.cheap("api", "-Xmx512m"));
                Service second = scene.api(Service.Setup.cheap("api-2", "-Xmx512m"));
                Service relay = scene.relay("-Xmx512m");
                PublicApi api = scene.open(first);
                PublicApi other = scene.open(second);
                RelayDoor door = new RelayDoor(relay.port())) {
            Person person = api.signUp("changing@example.org");
            revoked(api, door, person);
            planChanged(api, door, person);
            signedOut(api, other, person);
        }
    }

    private interface Once {
        /// Nanoseconds from the answer until it holds.
        long measured() throws IOException, InterruptedException;
    }

    private void repeated(String what, int times, Once once) throws IOException, InterruptedException {
        Histogram nanos = new Histogram(LONGEST_NANOS, DIGITS);
        for (int number = 0; number < WARM_UP + times; number++) {
            long measured = once.measured();
            if (number >= WARM_UP) {
                nanos.recordValue(measured);
            }
        }
        report.times(what, nanos, HOLD);
    }

    private void revoked(PublicApi api, RelayDoor door, Person person) throws IOException, InterruptedException {
        repeated("a key is revoked, until the relay refuses it", REVOKED, () -> {
            PublicApi.Key key = api.createKey(person.token(), "short-lived");
            door.await(key.secret(), OK);
            api.revokeKey(person.token(), key.id());
            long begun = System.nanoTime();
            door.await(key.secret(), UNAUTHORIZED);
            return System.nanoTime() - begun;
        });
    }

    private void signedOut(PublicApi api, PublicApi other, Person person) throws IOException, InterruptedException {
        repeated("somebody signs out, until another api refuses the access token", SIGNED_OUT, () -> {
            String token = api.login(person.email());
            other.await(token, OK);
            api.logout(token);
            long begun = System.nanoTime();
            other.await(token, UNAUTHORIZED);
            return System.nanoTime() - begun;
        });
    }

    private void planChanged(PublicApi api, RelayDoor door, Person person) throws IOException, InterruptedException {
        String credential = scene.internalCredential();
        PublicApi.Key key = api.createKey(person.token(), "long-lived");
        Iterator<String> plans = Stream.iterate("pro", plan -> plan.equals("pro") ? "free" : "pro").iterator();
        repeated("a plan is changed, until the relay has its limits", PLANS_CHANGED, () -> {
            String plan = plans.next();
            api.changePlan(credential, person.id(), plan);
            long begun = System.nanoTime();
            door.awaitLimit(key.secret(), perMinute(plan));
            return System.nanoTime() - begun;
        });
    }

    private static long perMinute(String plan) {
        return requireNonNull(Plans.SHIPPED.find(plan).orElseThrow().limits().rpm());
    }
}
