package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The ports of one platform (architecture D18), all moved by the same offset.
public record Ports(int offset) {

    /// The largest offset that keeps every port below 65,536.
    public static final int OFFSET_MAX = 50_000;

    private static final int API = 8080;
    private static final int RELAY = 8081;
    private static final int BILLING = 8082;
    private static final int STREAMS = 8083;
    private static final int RELAY_MANAGEMENT = 9081;
    private static final int MAILBOX = 8025;
    private static final int SMTP = 1025;
    private static final int STUB = 8090;
    private static final int KAFKA = 9092;
    private static final int KAFKA_CONTROLLER = 9093;
    private static final int REDIS = 6379;

    public Ports {
        if (offset < 0 || offset > OFFSET_MAX) {
            throw new StartFailure("--port-offset: " + offset + " (expected: 0.." + OFFSET_MAX + ")");
        }
    }

    /// Where the platform of this data folder was started last; without one, where it would be.
    public static Ports of(Folders folders) {
        try {
            return new Ports(Integer.parseInt(Files.readString(folders.portOffset()).strip()));
        } catch (IOException | NumberFormatException unknown) {
            return new Ports(0);
        }
    }

    /// Remembers them for [#of(Folders)].
    void write(Folders folders) {
        try {
            Files.writeString(folders.portOffset(), offset + "\n");
        } catch (IOException cause) {
            throw new StartFailure("The folder " + folders.data() + " cannot be written: " + cause.getMessage(), cause);
        }
    }

    public int api() {
        return API + offset;
    }

    public int relay() {
        return RELAY + offset;
    }

    public int billing() {
        return BILLING + offset;
    }

    public int streams() {
        return STREAMS + offset;
    }

    public int relayManagement() {
        return RELAY_MANAGEMENT + offset;
    }

    public int mailbox() {
        return MAILBOX + offset;
    }

    public int smtp() {
        return SMTP + offset;
    }

    public int stub() {
        return STUB + offset;
    }

    public int kafka() {
        return KAFKA + offset;
    }

    public int kafkaController() {
        return KAFKA_CONTROLLER + offset;
    }

    public int redis() {
        return REDIS + offset;
    }

    /// Every port by what listens on it.
    public SequencedMap<String, Integer> all() {
        var all = new LinkedHashMap<String, Integer>();
        all.put("api", api());
        all.put("relay", relay());
        all.put("relay management", relayManagement());
        all.put("billing", billing());
        all.put("usage-streams", streams());
        all.put("mailbox", mailbox());
        all.put("mailbox SMTP", smtp());
        all.put("stub provider", stub());
        all.put("kafka", kafka());
        all.put("kafka controller", kafkaController());
        all.put("redis", redis());
        return all;
    }

    /// The address people and programs of this machine use.
    public static URI url(int port) {
        return URI.create("http://localhost:" + port);
    }
}
