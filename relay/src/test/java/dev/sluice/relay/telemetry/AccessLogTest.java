package dev.sluice.relay.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.RequestId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AccessLogTest {

    private static final Finished REQUEST = new Finished(RequestId.of(new UUID(0, 7)), "/v1/messages",
            "anthropic-messages", "claude-opus-5-5", 200, "ok", null, "anthropic", "4bf92f3577b34da6a3ce929d0e0e4736",
            120, 4_096, 1_234_567_890L, 250_000_000L);
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));

    @Test
    void writesOneLineOfJsonPerRequest() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AccessLog log = AccessLog.to(out, NOON)) {
            log.write(REQUEST);
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                {"at":"2026-11-23T12:00:00Z","request":"req_00000000-0000-0000-0000-000000000007",\
                "route":"/v1/messages","dialect":"anthropic-messages","model":"claude-opus-5-5","status":200,\
                "outcome":"ok","upstream":"anthropic","trace":"4bf92f3577b34da6a3ce929d0e0e4736","requestBytes":120,\
                "answerBytes":4096,"millis":1234,"firstByteMillis":250}
                """);
    }

    @Test
    void writesNothingWhereItIsOff() {
        try (AccessLog log = AccessLog.off()) {
            log.write(REQUEST);

            assertThat(log.dropped()).isZero();
        }
    }

    @Test
    void dropsAndCountsWhatASlowDiskDoesNotTakeAndNeverWaits() {
        CountDownLatch disk = new CountDownLatch(1);
        try (AccessLog log = AccessLog.to(new SlowDisk(disk), NOON)) {
            int lines = AccessLog.LINES_WAITING_MAX * 2;
            for (int n = 0; n < lines; n++) {
                log.write(REQUEST);
            }

            assertThat(log.dropped()).isBetween((long) AccessLog.LINES_WAITING_MAX / 2,
                    (long) AccessLog.LINES_WAITING_MAX);
            disk.countDown();
        }
    }

    @Test
    void countsWhatAFullDiskRefusesAndGoesOn() {
        try (AccessLog log = AccessLog.to(new FullDisk(), NOON)) {
            log.write(REQUEST);
            await().until(() -> log.dropped() == 1);
            log.write(REQUEST);

            await().until(() -> log.dropped() == 2);
        }
    }

    /// Takes nothing before the latch opens.
    private static final class SlowDisk extends OutputStream {
        private final CountDownLatch open;

        SlowDisk(CountDownLatch open) {
            this.open = open;
        }

        @Override
        public void write(int b) throws IOException {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }
}
