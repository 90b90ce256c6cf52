package dev.sluice.bench.load;

import java.time.Duration;

import org.HdrHistogram.Histogram;

/// What came of a load. Times are nanoseconds.
///
/// @param requests
///            answered with success (2xx) to the end
/// @param failed
///            answered otherwise
/// @param broken
///            connections that ended in the middle of an answer or could not be made
/// @param frames
///            tokens received
/// @param latency
///            from the moment a request was due to the last byte of its answer
/// @param firstToken
///            from the moment a request was sent to its first token
/// @param passage
///            from the moment the provider sent a token to its receipt
public record Tally(long requests, long failed, long broken, long frames, Duration elapsed, Histogram latency,
        Histogram firstToken, Histogram passage) {

    public double perSecond() {
        return requests * 1e9 / elapsed.toNanos();
    }

    /// Throws unless every request was answered well and every frame arrived.
    public Tally requireAll(long framesPerRequest) {
        if (failed > 0 || broken > 0 || requests == 0 || frames != requests * framesPerRequest) {
            throw new IllegalStateException("load: requests=" + requests + " failed=" + failed + " broken=" + broken
                    + " frames=" + frames + " (expected: no failure and " + framesPerRequest + " frames a request)");
        }
        return this;
    }
}
