package dev.sluice.bench.load;

import java.time.Duration;
import java.util.List;

/// What one load is.
///
/// @param port
///            of the loopback address
/// @param asks
///            given to the connections in turn; each repeats its own
/// @param connections
///            opened at `connectsPerSecond` and kept alive
/// @param perConnection
///            requests after which a connection is done
/// @param atMost
///            no request begins later
/// @param perSecond
///            requests begun per second whatever is answered (open loop), 0: each connection asks again once
///            it
///            was answered (closed loop)
public record Plan(int port, List<Ask> asks, int connections, int connectsPerSecond, long perConnection,
        Duration atMost, int perSecond) {

    public Plan {
        asks = List.copyOf(asks);
        if (asks.isEmpty() || connections < 1 || connectsPerSecond < 1) {
            throw new IllegalArgumentException("load: asks=" + asks.size() + " connections=" + connections
                    + " connectsPerSecond=" + connectsPerSecond + " (expected: each >= 1)");
        }
    }

    private static final int CONNECTS_PER_SECOND = 2_000;
    private static final Duration LONG = Duration.ofMinutes(10);

    /// Each connection asks again and again for some time.
    public static Plan closed(int port, List<Ask> asks, int connections, Duration duration) {
        return new Plan(port, asks, connections, CONNECTS_PER_SECOND, Long.MAX_VALUE, duration, 0);
    }

    /// Requests begin at a fixed rate for some time.
    public static Plan open(int port, List<Ask> asks, int connections, int perSecond, Duration duration) {
        return new Plan(port, asks, connections, CONNECTS_PER_SECOND, Long.MAX_VALUE, duration, perSecond);
    }

    /// Each connection asks `times`.
    public static Plan times(int port, List<Ask> asks, int connections, int connectsPerSecond, long times) {
        return new Plan(port, asks, connections, connectsPerSecond, times, LONG, 0);
    }

    boolean isOpenLoop() {
        return perSecond > 0;
    }
}
