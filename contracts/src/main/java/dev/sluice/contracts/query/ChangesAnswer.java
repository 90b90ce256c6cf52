package dev.sluice.contracts.query;

import java.time.Duration;
import java.time.Instant;

/// Answer of `GET /internal/changes/{userId}?since`: whether the history of the user may answer differently
/// than at `since`. It comes at once when it does, else after [#WAIT_MAX].
///
/// @param mark
///            where this answer stands; the next question's `since`
/// @param changed
///            whether there is anything new to read; also true when nobody knows any more
/// @param asOf
///            everything appended to the log until then is in what can be read now
public record ChangesAnswer(String mark, boolean changed, Instant asOf) {

    /// Shorter than the patience of everybody who asks.
    public static final Duration WAIT_MAX = Duration.ofSeconds(3);
}
