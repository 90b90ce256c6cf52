package dev.sluice.api;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Person;
import dev.sluice.contracts.testing.PromisedTime;

import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Two instances over one log.
class TwoInstancesIT {

    private static final int ROUNDS = 10;

    @Test
    void whatOneWritesTheOtherReadsAtOnceAndALogoutHoldsEverywhereWithinASecond()
            throws Exception {
        try (RunningApi second = RunningApi.start()) {
            ApiClient here = RunningApi.shared().client();
            ApiClient there = second.client();
            Person person = here.signUp();
            for (int i = 0; i < ROUNDS; i++) {
                String id = here.createKey(person, "key " + i).expect(201).text("id");
                assertThat(there.get("/api/client/keys/" + id, bearer(person)).expect(200).text("name"))
                        .isEqualTo("key " + i);
            }

            PromisedTime.keptWithin(Duration.ofSeconds(1), () -> logoutThereHoldsHere(person, here, there));

            here.get("/api/client/users/profile", bearer(person)).expect(200);
        }
    }

    private static Duration logoutThereHoldsHere(Person person, ApiClient here, ApiClient there) {
        Person again = ApiClient.person(person.email(), there.login(person.email(), ApiClient.PASSWORD).expect(200));
        here.get("/api/client/users/profile", bearer(again)).expect(200);

        there.post("/api/client/auth/logout", Map.of(), bearer(again)).expect(204);

        long begun = System.nanoTime();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20))
                .until(() -> here.get("/api/client/users/profile", bearer(again)).status() == 401);
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
