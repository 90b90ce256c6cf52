package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/// A child process that is started again when it dies, after a pause that doubles while it keeps dying.
final class Child {

    private static final Duration PAUSE_MIN = Duration.ofMillis(200);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);
    private static final Duration HEALTHY_LIFE = Duration.ofSeconds(20);

    private final ChildSpec spec;
    private final Folders folders;
    private final List<String> prefix;
    private final Duration stopMax;
    private final AtomicReference<@Nullable Process> process = new AtomicReference<>();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicInteger deaths = new AtomicInteger();
    private final AtomicReference<@Nullable Thread> watcher = new AtomicReference<>();

    /// A process that has not ended `stopMax` after it was asked to is killed.
    Child(ChildSpec spec, Folders folders, List<String> prefix, Duration stopMax) {
        this.spec = spec;
        this.folders = folders;
        this.prefix = prefix;
        this.stopMax = stopMax;
    }

    ChildSpec spec() {
        return spec;
    }

    /// How often the process ended although it was wanted.
    int deaths() {
        return deaths.get();
    }

    synchronized void start() {
        if (wanted.getAndSet(true)) {
            return;
        }
        launch();
        watcher.set(Thread.ofVirtual().name("watch-" + spec.name()).start(this::watch));
    }

    /// Ends the process in order and keeps it down until [#start()].
    synchronized void stop() {
        wanted.set(false);
        Thread watching = watcher.getAndSet(null);
        if (watching != null) {
            watching.interrupt();
        }
        Process running = process.get();
        if (running != null) {
            end(running);
        }
        folders.pid(spec.name()).toFile().delete();
    }

    /// Ends the process with `SIGKILL`; the supervisor starts it again.
    void kill() {
        Process running = process.get();
        if (running != null) {
            running.destroyForcibly();
        }
    }

    private void end(Process running) {
        running.destroy();
        try {
            if (!running.waitFor(stopMax.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException cause) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        Duration pause = PAUSE_MIN;
        try {
            while (wanted.get()) {
                long started = System.nanoTime();
                Process running = process.get();
                if (running != null) {
                    running.waitFor();
                }
                if (!wanted.get()) {
                    return;
                }
                deaths.incrementAndGet();
                pause = System.nanoTime() - started > HEALTHY_LIFE.toNanos() ? PAUSE_MIN : longer(pause);
                LockSupport.parkNanos(pause.toNanos());
                relaunch();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void relaunch() {
        if (wanted.get()) {
            launch();
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : doubled;
    }

    private void launch() {
        var command = new ArrayList<>(prefix);
        command.addAll(spec.command());
        var builder = new ProcessBuilder(command).directory(folders.data().toFile()).redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folders.log(spec.name()).toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
        builder.environment().putAll(spec.environment());
        try {
            Process started = builder.start();
            process.set(started);
            Files.writeString(folders.pid(spec.name()), started.pid() + "\n");
        } catch (IOException cause) {
            throw new StartFailure("The process " + spec.name() + " cannot be started: " + cause.getMessage(), cause);
        }
    }
}
