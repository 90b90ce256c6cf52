package dev.sluice.relay.scanning;

/// The bytes are not JSON. The message names the place and what was expected there, never the content.
public final class JsonMalformed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String expected;
    private final int at;

    JsonMalformed(String expected, int at) {
        super("invalid JSON at byte " + at + ": expected " + expected, null, false, false);
        this.expected = expected;
        this.at = at;
    }

    /// The message with the place counted from the first byte of the JSON, which lies at `start` of its array.
    public String countedFrom(int start) {
        return "invalid JSON at byte " + (at - start) + ": expected " + expected;
    }
}
