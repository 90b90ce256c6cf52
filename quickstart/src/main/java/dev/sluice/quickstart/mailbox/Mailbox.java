package dev.sluice.quickstart.mailbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.sluice.contracts.json.SluiceJson;

/// Takes mail by SMTP and shows it: a page at `/`, JSON at `GET /api/messages?to=`, newest first.
public final class Mailbox implements AutoCloseable {

    private static final int LETTERS_SHOWN_MAX = 200;
    private static final int BACKLOG = 64;

    private final GreenMail smtp;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Mailbox(GreenMail smtp, HttpServer http) {
        this.smtp = smtp;
        this.http = http;
    }

    /// Starts both servers on the loopback address; port 0 takes a free one.
    public static Mailbox start(int smtpPort, int httpPort) throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort), BACKLOG);
        var smtp = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        var mailbox = new Mailbox(smtp, http);
        mailbox.listen();
        return mailbox;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    public int smtpPort() {
        return smtp.getSmtp().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        smtp.stop();
        threads.shutdownNow();
    }

    private void listen() {
        http.setExecutor(threads);
        http.createContext("/api/messages", exchange -> answer(exchange, "application/json",
                SluiceJson.mapper().writeValueAsString(letters(recipient(exchange.getRequestURI())))));
        http.createContext("/", exchange -> answer(exchange, "text/html; charset=utf-8",
                MailboxPage.of(letters(recipient(exchange.getRequestURI())))));
        http.start();
    }

    private List<Letter> letters(Optional<String> recipient) {
        List<StoredMessage> received = List.copyOf(smtp.getManagers().getImapHostManager().getAllMessages());
        return IntStream.range(0, received.size()).mapToObj(number -> letter(number, received.get(number)))
                .filter(letter -> recipient.map(letter::isFor).orElse(true))
                .sorted(Comparator.comparing(Letter::receivedAt).reversed()).limit(LETTERS_SHOWN_MAX).toList();
    }

    private static Letter letter(int number, StoredMessage message) {
        return LetterReader.read("mail-" + number, message.getReceivedDate().toInstant(), message.getMimeMessage());
    }

    private static Optional<String> recipient(URI uri) {
        return Optional.ofNullable(uri.getRawQuery()).filter(query -> query.startsWith("to="))
                .map(query -> URLDecoder.decode(query.substring("to=".length()), StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", type);
        exchange.getResponseHeaders().set("cache-control", "no-store");
        exchange.sendResponseHeaders(200, body.length);
        try (var stream = exchange.getResponseBody()) {
            stream.write(body);
        }
    }
}
