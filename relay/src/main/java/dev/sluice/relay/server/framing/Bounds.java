package dev.sluice.relay.server.framing;

import java.time.Duration;

/// What a client may send, and how long it may take.
///
/// @param bodyBytesMax
///            of one request body
/// @param bufferedBytesMax
///            of all request bodies in memory, until their provider has them
/// @param head
///            from connecting, or from the first byte of a further request, to the end of its headers
/// @param body
///            for each step of a body
/// @param idle
///            between two requests on one connection
/// @param linger
///            for reading on after an answer was given before the request was whole, and for the last bytes
///            to leave
public record Bounds(
        int bodyBytesMax,
        long bufferedBytesMax,
        Duration head,
        Duration body,
        Duration idle,
        Duration linger) {

    /// What is held of a body in memory; a larger one goes to a file.
    public static final int MEMORY_BYTES_MAX = 1024 * 1024;
    /// Length of the request line and of all header lines together.
    public static final int REQUEST_LINE_BYTES_MAX = 16 * 1024;
    public static final int HEAD_BYTES_MAX = 64 * 1024;
    /// What must arrive of a body within the time of a step, and the time for all of it.
    static final int BODY_STEP_BYTES = 64 * 1024;
    static final Duration BODY_TIME_MAX = Duration.ofMinutes(15);
    /// Open connections of one event loop.
    public static final int CONNECTIONS_MAX = 32_768;
    public static final int CHUNK_BYTES_MAX = 64 * 1024;
    /// What may wait on a connection while its previous request is answered.
    static final int PIPELINED_BYTES_MAX = 256 * 1024;
    static final int PIPELINED_PARTS_MAX = 256;

    public static final Bounds STANDARD = new Bounds(32 * 1024 * 1024, 512L * 1024 * 1024, Duration.ofSeconds(30),
            Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofSeconds(5));
}
