package dev.sluice.relay.upstream.breaker;

import java.time.Duration;

/// When a breaker opens, and for how long.
///
/// @param faultsInRow
///            faults without a served request between them, by more than one user or for want of a connection
/// @param faultsInRowOfOne
///            the same where all come from one user
/// @param forbiddenInRow
///            403 in a row by more than one user; of one user it takes `faultsInRow`
/// @param window
///            in which the share of faults is counted
/// @param windowRequestsMin
///            requests in a window before the share says anything; half of them faulty opens
/// @param faultPause
///            the first pause after faults; doubles while probes fail, up to `faultPauseMax`
/// @param accountPause
///            the first pause after our account was refused; doubles up to `accountPauseMax`
/// @param limitPause
///            after a 429 that names no time; a named one counts up to `limitPauseMax`
/// @param probePatience
///            after which a probe without a verdict no longer keeps others from probing
public record BreakerRules(
        int faultsInRow,
        int faultsInRowOfOne,
        int forbiddenInRow,
        Duration window,
        int windowRequestsMin,
        Duration faultPause,
        Duration faultPauseMax,
        Duration accountPause,
        Duration accountPauseMax,
        Duration limitPause,
        Duration limitPauseMax,
        Duration probePatience) {

    public static final BreakerRules STANDARD = new BreakerRules(5, 20, 2, Duration.ofSeconds(30), 20,
            Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(15),
            Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofSeconds(30));
}
