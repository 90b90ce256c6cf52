package dev.sluice.relay.watchdog;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/// Fails a test class after which a leak or a blocked event loop is found. Registered for every class, it is also
/// where all of them get their patience.
public final class Watchdog implements BeforeAllCallback, AfterAllCallback {

    /// What tests wait for comes at once, but for a busy machine.
    private static final Duration SOON_MAX = Duration.ofSeconds(30);

    private static final class Watching {
        static {
            BlockedLoops.watch();
            Awaitility.setDefaultTimeout(SOON_MAX);
        }

        static void begin() {
            // Once, with the class.
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Watching.begin();
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        assertThat(LeakDetector.drain()).as("resources that nobody released").isEmpty();
        assertThat(BlockedLoops.drain()).as("calls that block an event loop").isEmpty();
    }
}
