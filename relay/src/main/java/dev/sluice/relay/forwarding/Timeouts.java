package dev.sluice.relay.forwarding;

import java.time.Duration;

/// How long a transfer waits, and for what.
///
/// @param head
///            for the head of an answer: clients give up after 300 to 600 s themselves
/// @param silence
///            for the next byte of an answer
/// @param drain
///            for the usage of an answer whose client has left
/// @param stall
///            for a client that does not read
/// @param keepAlive
///            of silence in a stream before an event of our own keeps it open
public record Timeouts(Duration head, Duration silence, Duration drain, Duration stall, Duration keepAlive) {

    public static final Timeouts STANDARD = new Timeouts(Duration.ofSeconds(600), Duration.ofSeconds(600),
            Duration.ofSeconds(5), Duration.ofSeconds(300), Duration.ofSeconds(20));
}
