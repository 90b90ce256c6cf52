package dev.sluice.quickstart.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

import dev.sluice.quickstart.platform.DemoEnv;
import dev.sluice.quickstart.platform.Folders;
import dev.sluice.quickstart.platform.LocalPlatform;
import dev.sluice.quickstart.platform.PlatformOptions;
import dev.sluice.quickstart.platform.StartFailure;

/// `up` in the foreground: runs the platform until a signal ends this process.
record Up(PrintStream out) {

    boolean run(Arguments arguments, PlatformOptions options) {
        var folders = new Folders(arguments.data());
        long begun = System.nanoTime();
        try (var platform = LocalPlatform.start(options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(platform::close));
            state(folders, "starting");
            DemoEnv demo = platform.awaitReady(name -> out.printf(Locale.ROOT, "  %-14s ready after %.1f s%n", name,
                    seconds(begun)));
            out.print(Welcome.text(platform.ports(), demo, folders, Duration.ofNanos(System.nanoTime() - begun)));
            state(folders, "ready");
            new CountDownLatch(1).await();
            return true;
        } catch (StartFailure failure) {
            state(folders, "failed: " + failure.sentence());
            throw failure;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void state(Folders folders, String line) {
        if (!Files.isDirectory(folders.data())) {
            return; // refused before anything was made
        }
        try {
            Files.writeString(folders.state(), line + "\n");
        } catch (IOException cause) {
            throw new StartFailure("The file " + folders.state() + " cannot be written: " + cause.getMessage(), cause);
        }
    }
}
