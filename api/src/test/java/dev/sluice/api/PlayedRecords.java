package dev.sluice.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer;
import dev.sluice.contracts.query.RecordsAnswer;
import dev.sluice.contracts.query.TransactionsAnswer;
import dev.sluice.contracts.query.UsageAnswer;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenTotals;
import dev.sluice.contracts.usage.TokenUsage;

/// Answers for records and transactions as usage-streams does: each user has 450 requests, in pages.
final class PlayedRecords implements AutoCloseable {

    static final int RECORDS = 450;
    static final KeyId KEY = KeyId.of(new UUID(0x7002, 7));
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final int NOT_FOUND = 404;
    private static final int AWAY = 503;
    private static final int OK = 200;

    private final HttpServer server;
    /// User id → the page from which on there is no answer.
    private final Map<String, Integer> awayFrom = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
    private final Map<String, AccountAnswer> accounts = new ConcurrentHashMap<>();

    PlayedRecords() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/records/", this::records);
        server.createContext("/internal/transactions/", this::transactions);
        server.createContext("/internal/usage/", exchange -> answer(exchange, OK, usage(exchange)));
        server.createContext("/internal/accounts/", this::account);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    void awayFromPage(String userId, int page) {
        awayFrom.put(userId, page);
    }

    /// Without one the log has never seen the user.
    void account(AccountAnswer account) {
        accounts.put(account.userId().value(), account);
    }

    /// What was asked for last.
    Map<String, String> asked(String userId) {
        return asked.getOrDefault(userId, Map.of());
    }

    private void records(HttpExchange exchange) throws IOException {
        String userId = exchange.getRequestURI().getPath().replaceFirst("^/internal/records/", "")
                .replaceFirst("/.*", "");
        if (exchange.getRequestURI().getPath().contains("/req_")) {
            answer(exchange, OK, new RecordsAnswer(NOON, List.of(), null));
            return;
        }
        Map<String, String> question = new HashMap<>(UriComponentsBuilder.fromUri(exchange.getRequestURI()).build()
                .getQueryParams().toSingleValueMap());
        question.replaceAll((_, value) -> UriUtils.decode(value, StandardCharsets.UTF_8));
        asked.put(userId, question);
        int limit = Integer.parseInt(question.getOrDefault("limit", "50"));
        int first = Integer.parseInt(question.getOrDefault("cursor", "0"));
        if (first / limit >= awayFrom.getOrDefault(userId, Integer.MAX_VALUE)) {
            answer(exchange, AWAY, Map.of());
            return;
        }
        int end = Math.min(RECORDS, first + limit);
        List<RatedUsage> page = IntStream.range(first, end).mapToObj(i -> record(new UserId(userId), i)).toList();
        answer(exchange, OK, new RecordsAnswer(NOON, page, end < RECORDS ? Integer.toString(end) : null));
    }

    private void transactions(HttpExchange exchange) throws IOException {
        String userId = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
        LedgerTransaction grant = new LedgerTransaction("t-1", new UserId(userId), NOON, "grant", "welcome",
                List.of(new LedgerTransaction.Entry("wallet:granted", NanoUsd.parse("5")),
                        new LedgerTransaction.Entry("equity:grants", NanoUsd.parse("-5"))));
        answer(exchange, OK, new TransactionsAnswer(NOON,
                List.of(new TransactionsAnswer.Line(grant, NanoUsd.parse("5"), NanoUsd.parse("5"))), null));
    }

    private void account(HttpExchange exchange) throws IOException {
        AccountAnswer account = accounts.get(exchange.getRequestURI().getPath().replaceFirst(".*/", ""));
        answer(exchange, account == null ? NOT_FOUND : OK, account == null ? Map.of() : account);
    }

    private static UsageAnswer usage(HttpExchange exchange) {
        UsageAnswer.Sum sum = new UsageAnswer.Sum(RECORDS, 0, TokenTotals.NONE, NanoUsd.parse("8.49159"));
        boolean bySession = String.valueOf(exchange.getRequestURI().getQuery()).contains("groupBy=session");
        List<String> ids = bySession
                ? List.of("chat-7", UsageAnswer.NO_SESSION, UsageAnswer.OTHER_SESSIONS)
                : List.of("claude");
        return new UsageAnswer(NOON, sum, List.of(new UsageAnswer.Point(NOON, sum)),
                ids.stream().map(id -> new UsageAnswer.Group(id, sum, List.of())).toList());
    }

    private static void answer(HttpExchange exchange, int status, Object answer) throws IOException {
        try (exchange) {
            byte[] body = SluiceJson.mapper().writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /// The model of the first is what a spreadsheet would run.
    private static RatedUsage record(UserId userId, int number) {
        String model = number == 0 ? "=cmd|'/c calc'!A1" : "claude, the \"model\"";
        return new RatedUsage(RequestId.of(new UUID(0x7003, number)), 0, userId, KEY, "relay-1",
                NOON.minusSeconds(number), NOON.minusSeconds(number), Service.CLAUDE, "/v1/messages", model, null,
                "claude", true, OK, Outcome.OK, Basis.REPORTED, TokenUsage.NONE, 0, NanoUsd.parse("0.018870200"), 0,
                List.of(), List.of(), new PriceBookId("pb-2026-11-01.1"), NanoUsd.ZERO, 12L, 345L, null, null, null,
                null,
                Map.of(), null, List.of());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
