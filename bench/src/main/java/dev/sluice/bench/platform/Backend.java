package dev.sluice.bench.platform;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import dev.sluice.bench.measuring.Child;
import dev.sluice.bench.measuring.Health;
import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.testing.FreePort;
import dev.sluice.contracts.testing.KafkaBroker;
import dev.sluice.contracts.testing.RedisBinary;

/// Kafka, Redis and usage-streams, as processes of their own, and the accounts that may spend.
public final class Backend implements AutoCloseable {

    public static final int PARTITIONS = 4;
    private static final int ACCOUNTS = 64;
    private static final int SECRET_BYTES = 32;
    private static final int LAST = 19;

    private final Checkout checkout;
    private final Map<String, Child> children = new LinkedHashMap<>();
    private final int kafka = FreePort.next();
    private final int redis = FreePort.next();
    private final int streams = FreePort.next();
    private final List<Account> accounts = Account.some(ACCOUNTS);
    private final int streamsNice;

    public Backend(Checkout checkout) {
        this(checkout, LAST);
    }

    private Backend(Checkout checkout, int streamsNice) {
        this.checkout = checkout;
        this.streamsNice = streamsNice;
    }

    /// One whose usage-streams gets as much as the others: where it is asked while something is measured.
    public static Backend withStreamsLikeTheOthers(Checkout checkout) {
        return new Backend(checkout, 0);
    }

    /// Returns once the accounts can spend.
    public void start() throws IOException, InterruptedException {
        Path broker = checkout.folder("kafka");
        keep("kafka", Child.start("kafka", KafkaBroker.command(broker, kafka, FreePort.next()), Map.of(), broker))
                .awaitPort(kafka);
        Path store = checkout.folder("redis");
        keep("redis", Child.start("redis", redis(store), Map.of(), store)).awaitPort(redis);
        Seed.topics("127.0.0.1:" + kafka, PARTITIONS);
        try (Seed seed = new Seed("127.0.0.1:" + kafka)) {
            seed.prices();
            seed.accounts(accounts);
        }
        startStreams();
    }

    /// It does not write its file anew while somebody is measured: a child of its own would do that, with a fifth of
    /// the machine, and mostly in the turn after the relay's.
    private List<String> redis(Path store) {
        List<String> command = new ArrayList<>(RedisBinary.command(store, redis));
        command.addAll(List.of("--auto-aof-rewrite-percentage", "0"));
        return command;
    }

    /// It gets what the others leave over, unless said otherwise: elsewhere it runs on a machine of its own, and here
    /// it would be what limits the throughput.
    private void startStreams() throws IOException, InterruptedException {
        Path folder = checkout.folder("usage-streams");
        List<String> command = new ArrayList<>(
                List.of("nice", "-n", Integer.toString(streamsNice), Checkout.java()));
        command.addAll(Checkout.FLAGS);
        command.addAll(List.of("-Xmx384m", "-jar", checkout.jar("usage-streams").toString()));
        Map<String, String> environment = new HashMap<>(environment("usage-streams"));
        environment.put("SLUICE_STREAMS_PORT", Integer.toString(streams));
        environment.put("SLUICE_STANDBYS", "0");
        environment.put("SLUICE_SECRETS", secrets().toString());
        Child child = keep("usage-streams", Child.start("usage-streams", command, environment, folder));
        BooleanSupplier ready = () -> Health.isReady(streams);
        child.await(ready, "becomes ready");
    }

    private Child keep(String name, Child child) {
        children.put(name, child);
        return child;
    }

    /// Its processes by their names.
    public Map<String, Long> pids() {
        return children.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, child -> child.getValue().pid()));
    }

    private Path secrets() throws IOException {
        Path folder = checkout.folder("secrets");
        SecureRandom random = new SecureRandom();
        for (String name : List.of("internal-credential", "pepper", "kek")) {
            byte[] secret = new byte[SECRET_BYTES];
            random.nextBytes(secret);
            Files.writeString(folder.resolve(name), Base64.getEncoder().encodeToString(secret));
        }
        return folder;
    }

    /// Takes all reservations out of Redis: those of a relay that writes nothing down would stay for ever, and be
    /// looked through once a minute.
    public void forgetReservations() throws IOException {
        try (RedisWire wire = new RedisWire(redis)) {
            wire.call(accounts.stream().map(account -> List.of("DEL", RedisKeys.reservations(account.id()))).toList());
        }
    }

    /// Where usage-streams answers.
    public URI streams() {
        return URI.create("http://127.0.0.1:" + streams);
    }

    /// What every service is told.
    public Map<String, String> environment(String name) {
        return Map.of("SLUICE_KAFKA", "127.0.0.1:" + kafka, "SLUICE_REDIS", "127.0.0.1:" + redis,
                "SLUICE_PARTITIONS", Integer.toString(PARTITIONS), "SLUICE_REPLICATION", "1",
                "SLUICE_DATA", checkout.folder(name).toString());
    }

    /// Who may spend.
    public List<Account> accounts() {
        return accounts;
    }

    /// The keys that may spend, as clients send them.
    public List<String> keys() {
        return accounts.stream().map(account -> account.secret().reveal()).toList();
    }

    @Override
    public void close() {
        List.copyOf(children.values()).reversed().forEach(Child::close);
    }
}
