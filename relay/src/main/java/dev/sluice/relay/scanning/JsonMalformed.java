package dev.sluice.relay.scanning;

/// The bytes are not JSON. The message names the place and what was expected there, never the content.
public final class JsonMalformed extends RuntimeException {

    private static final long serialVersionUID = 1;

    JsonMalformed(String expected, int at) {
        super("invalid JSON at byte " + at + ": expected " + expected, null, false, false);
    }
}
