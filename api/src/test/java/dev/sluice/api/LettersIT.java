package dev.sluice.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Letters outlive the instance that was to send them.
class LettersIT {

    private static final int PEOPLE = 6;

    /// Two instances share the letters; those of the one whose mail server is away stay with it until it ends.
    @Test
    void whatAnInstanceCouldNotSendTheNextOneSendsOnce() {
        RunningApi.shared();
        List<String> emails = Stream.generate(ApiClient::newEmail).limit(PEOPLE).toList();
        try (RunningApi cutOff = RunningApi.start(Map.of("api.smtp", "localhost:1"))) {
            ApiClient client = cutOff.client();
            emails.forEach(email -> client.register(email).expect(202));
        }

        emails.forEach(ApiClient::mailedToken);

        await().during(Duration.ofSeconds(1)).untilAsserted(
                () -> assertThat(emails).allSatisfy(email -> assertThat(ApiClient.mailsTo(email)).hasSize(1)));
    }
}
