package dev.sluice.quickstart.journeys;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.quickstart.platform.LocalPlatform;
import dev.sluice.quickstart.platform.Ports;

import static org.assertj.core.api.Assertions.assertThat;

/// Clients that send too much, too slowly, nonsense, or half: each is bounded and answered precisely, and
/// neither the answer nor a log shows a stack trace.
@ExtendWith(RunningPlatform.class)
class RoughClientsJourneyIT {

    private static final int TOO_LARGE_BYTES = 100_000_000;
    /// The relay reads 32 MB at most, and buffers of the system lie between.
    private static final int TAKEN_BYTES_MAX = 64_000_000;
    private static final byte[] CHUNK = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);
    private static final Duration GIVEN_UP_MAX = Duration.ofSeconds(90);

    private static final List<String> SERVICES = List.of("relay", "api", "billing", "usage-streams");

    private final LocalPlatform platform;
    /// What other journeys killed tells in its log how it came back.
    private final Map<String, Integer> linesBefore = new HashMap<>();

    /// A door of the platform that takes JSON.
    enum Door {
        RELAY("/api/client/v1/messages"), API("/api/client/auth/login");

        private final String path;

        Door(String path) {
            this.path = path;
        }

        private int port(Ports ports) {
            return switch (this) {
                case RELAY -> ports.relay();
                case API -> ports.api();
            };
        }

        private String head(Person person, String more) {
            return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "anthropic-version: 2023-06-01\r\nConnection: close\r\n" + switch (this) {
                        case RELAY -> "x-api-key: " + person.key().secret() + "\r\n";
                        case API -> "";
                    } + more + "\r\n\r\n";
        }
    }

    RoughClientsJourneyIT(LocalPlatform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void looksAtTheLogs() throws IOException {
        for (String service : SERVICES) {
            linesBefore.put(service, log(service).size());
        }
    }

    @AfterEach
    void noLogShowsAStackTrace() throws IOException {
        for (String service : SERVICES) {
            assertThat(log(service).stream().skip(linesBefore.getOrDefault(service, 0))).as(service)
                    .noneMatch(line -> line.startsWith("\tat "));
        }
    }

    private List<String> log(String service) throws IOException {
        return Files.readAllLines(platform.data().resolve("logs").resolve(service + ".log"));
    }

    @ParameterizedTest
    @EnumSource
    void aHundredMegabytesAreRefusedWhenAnnounced(Door door) throws IOException {
        try (var person = Person.signUp(platform, Map.of()); var socket = connect(door)) {
            write(socket, door.head(person, "Content-Length: " + TOO_LARGE_BYTES));

            assertThat(answer(socket)).startsWith("HTTP/1.1 413 ").containsPattern("body-too-large|request_too_large");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHundredMegabytesAreRefusedWhenNot(Door door) throws IOException {
        try (var person = Person.signUp(platform, Map.of()); var socket = connect(door)) {
            write(socket, door.head(person, "Transfer-Encoding: chunked"));

            assertThat(sendUntilAnswered(socket)).isLessThan(TAKEN_BYTES_MAX);
            assertThat(answer(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void malformedJsonIsNamed(Door door) throws IOException {
        try (var person = Person.signUp(platform, Map.of()); var socket = connect(door)) {
            write(socket, door.head(person, "Content-Length: 12") + "{\"model\": [,");

            assertThat(answer(socket)).startsWith("HTTP/1.1 400 ").doesNotContain("Exception", "\tat ", "dev.sluice");
        }
    }

    /// The relay waits two minutes, which its own tests do not.
    @ParameterizedTest
    @EnumSource(names = "API")
    void aSenderThatFallsSilentIsGivenUp(Door door) throws IOException {
        try (var person = Person.signUp(platform, Map.of()); var socket = connect(door)) {
            write(socket, door.head(person, "Content-Length: 100") + "{");

            assertThat(answer(socket)).containsPattern("^(HTTP/1.1 (408|400) |$)").doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSenderThatClosesItsHalfIsGivenUp(Door door) throws IOException {
        try (var person = Person.signUp(platform, Map.of()); var socket = connect(door)) {
            write(socket, door.head(person, "Content-Length: 100") + "{");
            socket.shutdownOutput();

            assertThat(answer(socket)).containsPattern("^(HTTP/1.1 (408|400) |$)").doesNotContain("Exception");
        }
    }

    private Socket connect(Door door) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), door.port(platform.ports()));
        socket.setSoTimeout((int) GIVEN_UP_MAX.toMillis());
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// How many bytes were taken before there was an answer or the connection broke.
    private static int sendUntilAnswered(Socket socket) throws IOException {
        InputStream answers = socket.getInputStream();
        int sent = 0;
        try {
            while (sent < TOO_LARGE_BYTES && answers.available() == 0) {
                socket.getOutputStream().write(CHUNK);
                sent += CHUNK.length;
            }
        } catch (SocketException closed) {
            return sent;
        }
        return sent;
    }

    /// All that comes until the other side closes; empty when it says nothing.
    private static String answer(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }
}
