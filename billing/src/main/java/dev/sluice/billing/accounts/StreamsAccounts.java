package dev.sluice.billing.accounts;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import tools.jackson.core.JacksonException;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.query.AccountAnswer;
import dev.sluice.contracts.query.TransactionsAnswer;

/// Asks usage-streams over HTTP. Also the health component `usageStreams`: how the last question went, which
/// takes nobody out.
final class StreamsAccounts implements Accounts, HealthIndicator {

    private static final Duration CONNECT_MAX = Duration.ofMillis(500);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
    private static final int QUESTIONS_AT_ONCE_MAX = 64;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX).build();
    private final Semaphore questions = new Semaphore(QUESTIONS_AT_ONCE_MAX);
    private final URI streams;
    private final String authorization;
    private volatile @Nullable String lastTrouble;

    StreamsAccounts(URI streams, String authorization) {
        this.streams = streams;
        this.authorization = authorization;
    }

    @Override
    public Reply<AccountAnswer> account(UserId user) {
        return told(ask("/internal/accounts/" + user, AccountAnswer.class));
    }

    @Override
    public Reply<TransactionsAnswer> transactions(UserId user, int limit, @Nullable String cursor) {
        String page = cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        return told(ask("/internal/transactions/" + user + "?limit=" + limit + page, TransactionsAnswer.class));
    }

    @Override
    public Health health() {
        String trouble = lastTrouble;
        return trouble == null
                ? Health.up().build()
                : Health.status(Status.UNKNOWN).withDetail("waits for", streams + ": " + trouble).build();
    }

    private <T> Reply<T> ask(String path, Class<T> type) {
        try {
            if (!questions.tryAcquire(CONNECT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Reply.Unavailable<>(QUESTIONS_AT_ONCE_MAX + " questions are open");
            }
            try {
                return reply(client.send(request(path), BodyHandlers.ofByteArray()), type);
            } finally {
                questions.release();
            }
        } catch (IOException | JacksonException e) {
            return new Reply.Unavailable<>(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Unavailable<>("interrupted");
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(streams.resolve(path)).timeout(ANSWER_MAX)
                .header("Authorization", authorization).GET().build();
    }

    private static <T> Reply<T> reply(HttpResponse<byte[]> response, Class<T> type) {
        return switch (response.statusCode()) {
            case 200 -> new Reply.Answered<>(SluiceJson.mapper().readValue(response.body(), type));
            case 400 -> new Reply.Refused<>();
            case 404 -> new Reply.Unseen<>();
            default -> new Reply.Unavailable<>("status " + response.statusCode());
        };
    }

    private <T> Reply<T> told(Reply<T> reply) {
        lastTrouble = reply instanceof Reply.Unavailable<T>(var why) ? why : null;
        return reply;
    }
}
