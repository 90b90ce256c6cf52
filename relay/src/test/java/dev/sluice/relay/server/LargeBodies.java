package dev.sluice.relay.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.relay.forwarding.Timeouts;
import dev.sluice.relay.server.framing.Bounds;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// Bodies that do not stay in memory, and what is left of their files.
final class LargeBodies {

    static final int MEGABYTE = 1024 * 1024;
    static final Bounds BOUNDS = new Bounds(32 * MEGABYTE, 64L * MEGABYTE, Duration.ofSeconds(30),
            Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(20));

    /// Large bodies take their time on a busy machine.
    static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(30),
            Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(20));

    private LargeBodies() {}

    /// A request of exactly this size whose bytes differ from place to place; `first` and `last` are members.
    static byte[] json(int bytes, String first, String last) {
        byte[] body = new byte[bytes];
        byte[] head = ("{" + first + ",\"text\":\"").getBytes(US_ASCII);
        byte[] tail = ("\"," + last + "}").getBytes(US_ASCII);
        for (int i = 0; i < bytes; i++) {
            body[i] = (byte) ('a' + (i ^ i >>> 7 ^ i >>> 15) % 26);
        }
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(tail, 0, body, bytes - tail.length, tail.length);
        return body;
    }

    static byte[] claude(int bytes) {
        return json(bytes, "\"max_tokens\":9", "\"model\":\"claude-opus-5-5\"");
    }

    /// The disk loses what it holds of all bodies.
    static void lose() throws IOException {
        for (Path descriptor : openFiles()) {
            try (FileChannel file = FileChannel.open(descriptor, StandardOpenOption.WRITE)) {
                file.truncate(0);
            }
        }
    }

    /// Files of bodies that this process has open; they have no name any more.
    static List<Path> openFiles() throws IOException {
        List<Path> open = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    if (Files.readSymbolicLink(descriptor).toString().contains(".body")) {
                        open.add(descriptor);
                    }
                } catch (IOException closedMeanwhile) {
                    // Then it is not open.
                }
            }
        }
        return open;
    }
}
