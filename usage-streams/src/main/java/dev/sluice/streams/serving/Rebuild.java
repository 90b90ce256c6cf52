package dev.sluice.streams.serving;

import java.time.Duration;
import java.util.UUID;

import dev.sluice.contracts.admission.RedisKeys;

/// A rebuild of one partition under way: everything up to `end` goes into Redis again, behind a gate. It
/// counts only if its token is still there when it is done; another loss of data would have taken it.
///
/// @param gateMillis
///            Redis time; admission of each account stays closed until every live journal has passed it
/// @param end
///            of the partition when the rebuild began
record Rebuild(int partition, String token, long gateMillis, long end) {

    /// The largest step between the clocks of two Redis servers.
    private static final Duration CLOCK_STEP_MAX = Duration.ofSeconds(5);

    /// `sameServer` means that this process has seen the server with its data before.
    static Rebuild begin(RedisLink link, int partition, long end, boolean sameServer) {
        String token = "rebuild/" + UUID.randomUUID();
        link.set(RedisKeys.sentinel(partition), token);
        long gate = link.millis() + (sameServer ? 0 : CLOCK_STEP_MAX.toMillis());
        return new Rebuild(partition, token, gate, end);
    }

    /// Answers false when Redis lost its data again: then all was for nothing.
    boolean end(RedisLink link) {
        return link.replace(RedisKeys.sentinel(partition), token, link.server().sentinel());
    }
}
