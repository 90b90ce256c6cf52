package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.sluice.quickstart.mailbox.Mailbox;
import dev.sluice.quickstart.provider.StubProvider;
import dev.sluice.quickstart.provider.UpstreamCredentials;

/// A running platform. What a person starts with `./sluice up` is what the journeys test.
public final class LocalPlatform implements AutoCloseable {

    private static final Duration READY_MAX = Duration.ofMinutes(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int DEATHS_MAX = 4;
    private static final int LOG_LINES_MAX = 15;
    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    /// Programs write their caches before they end, all at the same time.
    private static final Duration STOP_OF_TRAINING_MAX = Duration.ofMinutes(3);
    private static final String SUPERVISOR = "supervisor";

    private final PlatformOptions options;
    private final Folders folders;
    private final StubProvider stub;
    private final Mailbox mailbox;
    private final List<Child> children;
    private final Guard guard;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalPlatform(PlatformOptions options, Folders folders, StubProvider stub, Mailbox mailbox,
            List<Child> children, Guard guard) {
        this.options = options;
        this.folders = folders;
        this.stub = stub;
        this.mailbox = mailbox;
        this.children = children;
        this.guard = guard;
    }

    /// Starts the processes and returns at once; [#awaitReady] says when the platform can be used. Nothing is
    /// left running if it cannot start.
    public static LocalPlatform start(PlatformOptions options) {
        return start(options, false);
    }

    /// The same; the programs write the AOT caches that are missing when they end.
    static LocalPlatform train(PlatformOptions options) {
        return start(options, true);
    }

    private static LocalPlatform start(PlatformOptions options, boolean training) {
        var folders = new Folders(options.data());
        requireNotRunning(folders);
        Preflight.require(options);
        if (options.fresh()) {
            folders.remove();
        }
        folders.create();
        new Secrets(folders.secrets(), new SecureRandom()).create();
        List<ChildSpec> specs = new Services(options, folders, new Builds(options.home(), training)).all();
        LocalPlatform platform = open(options, folders, specs, training ? STOP_OF_TRAINING_MAX : STOP_MAX);
        try {
            platform.writeSupervisorPid();
            options.ports().write(folders);
            platform.children.forEach(Child::start);
            return platform;
        } catch (StartFailure failure) {
            platform.close();
            throw failure;
        }
    }

    private static void requireNotRunning(Folders folders) {
        Pids.running(folders, SUPERVISOR).ifPresent(process -> {
            throw new StartFailure("Sluice already runs from " + folders.data() + " (process " + process.pid()
                    + "): end it with ./sluice down, or choose another folder with --data DIR.");
        });
    }

    private static LocalPlatform open(PlatformOptions options, Folders folders, List<ChildSpec> specs,
            Duration stopMax) {
        Ports ports = options.ports();
        List<String> prefix = OwnGroup.prefix();
        try {
            var credentials = new UpstreamCredentials(Services.StubKeys.ANTHROPIC, Services.StubKeys.OPENAI);
            var stub = StubProvider.start(ports.stub(), credentials, InstantSource.system());
            var mailbox = Mailbox.start(ports.smtp(), ports.mailbox());
            var children = specs.stream().map(spec -> new Child(spec, folders, prefix, stopMax)).toList();
            return new LocalPlatform(options, folders, stub, mailbox, children, Guard.start(prefix, down(folders)));
        } catch (IOException cause) {
            throw new StartFailure("The mailbox or the stub provider cannot be started: " + cause.getMessage(), cause);
        }
    }

    /// What ends the children when this process is killed and cannot.
    private static List<String> down(Folders folders) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "dev.sluice.quickstart.Quickstart",
                "down", "--data", folders.data().toString());
    }

    /// Waits until every process is ready and the relay accepts the demo key.
    ///
    /// @param progress
    ///            is told each process that became ready
    public DemoEnv awaitReady(Consumer<String> progress) {
        var account = new DemoAccount(options.ports(), new SecureRandom());
        var demos = new CompletableFuture<DemoEnv>();
        Optional<DemoEnv> known = DemoEnv.read(folders.demoEnv());
        known.ifPresent(demos::complete);
        awaitProcesses(name -> {
            progress.accept(name);
            if (name.equals(Services.API) && known.isEmpty()) {
                demos.completeAsync(account::create, task -> Thread.ofVirtual().name("demo-account").start(task));
            }
        });
        DemoEnv demo = result(demos);
        account.awaitAccepted(demo);
        demo.write(folders.demoEnv(), options.ports());
        return demo;
    }

    private static DemoEnv result(CompletableFuture<DemoEnv> demo) {
        try {
            return demo.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StartFailure failure ? failure : failed;
        }
    }

    /// Waits until every process is ready.
    public void awaitProcesses(Consumer<String> progress) {
        long deadline = System.nanoTime() + READY_MAX.toNanos();
        var waiting = new ArrayList<>(children);
        var deathsBefore = new HashMap<Child, Integer>();
        waiting.forEach(child -> deathsBefore.put(child, child.deaths()));
        try (var readiness = new Readiness()) {
            while (!waiting.isEmpty()) {
                List<Child> ready = waiting.stream().filter(child -> readiness.of(child.spec())).toList();
                ready.forEach(child -> progress.accept(child.spec().name()));
                waiting.removeAll(ready);
                waiting.forEach(child -> requireAlive(child, deathsBefore.getOrDefault(child, 0), deadline));
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    private void requireAlive(Child child, int deathsBefore, long deadline) {
        String name = child.spec().name();
        int deaths = child.deaths() - deathsBefore;
        if (deaths > DEATHS_MAX) {
            throw new StartFailure("The process " + name + " ended " + deaths + " times; the last lines of "
                    + folders.log(name) + ":\n" + lastLines(name));
        }
        if (System.nanoTime() > deadline || closed.get()) {
            throw new StartFailure("The process " + name + " is not ready after " + READY_MAX.toSeconds()
                    + " s; the last lines of " + folders.log(name) + ":\n" + lastLines(name));
        }
    }

    private String lastLines(String name) {
        try (Stream<String> lines = Files.lines(folders.log(name))) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LOG_LINES_MAX), all.size()));
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return "(unreadable)";
        }
    }

    public Ports ports() {
        return options.ports();
    }

    public Path data() {
        return folders.data();
    }

    /// Ends a process with `SIGKILL`; the supervisor starts it again.
    public void kill(String process) {
        child(process).kill();
    }

    /// Ends a process in order and keeps it down.
    public void stop(String process) {
        child(process).stop();
    }

    /// Starts a process that was stopped.
    public void start(String process) {
        child(process).start();
    }

    private Child child(String name) {
        return children.stream().filter(child -> child.spec().name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("process: " + name + " (expected: one of "
                        + children.stream().map(child -> child.spec().name()).toList() + ")"));
    }

    /// Ends everything: the services first, then Redis and Kafka, then what runs in this process.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        endTogether(children.stream().filter(child -> !isNeeded(child.spec().name())).toList());
        endTogether(children.stream().filter(child -> isNeeded(child.spec().name())).toList());
        guard.close();
        stub.close();
        mailbox.close();
        folders.pid(SUPERVISOR).toFile().delete();
    }

    /// Whether the other processes need this one to end in order.
    public static boolean isNeeded(String process) {
        return Services.NEEDED.contains(process);
    }

    private static void endTogether(List<Child> some) {
        List<Thread> ending = some.stream().map(child -> Thread.ofVirtual().start(child::stop)).toList();
        for (Thread thread : ending) {
            try {
                thread.join();
            } catch (InterruptedException cause) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeSupervisorPid() {
        try {
            Files.writeString(folders.pid(SUPERVISOR), ProcessHandle.current().pid() + "\n");
        } catch (IOException cause) {
            throw new StartFailure("The folder " + folders.pids() + " cannot be written: " + cause.getMessage(), cause);
        }
    }
}
