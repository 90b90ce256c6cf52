package dev.sluice.relay.scanning;

import org.jspecify.annotations.Nullable;

/// A pull reader over the bytes of one JSON value. It allocates only what it is asked to return and checks
/// the grammar of everything it passes, also of what it skips. Not for several threads; reusable.
///
/// ```
/// cursor.over(bytes, 0, length).enterObject();
/// while (cursor.nextKey()) {
///     if (cursor.keyIs(MODEL)) {
///         model = cursor.string();
///     } else {
///         cursor.skip();
///     }
/// }
/// ```
///
public final class JsonCursor {

    /// What [#integer()] answers for anything but a number: 0 is not absent.
    public static final long ABSENT = Long.MIN_VALUE;
    /// Deeper nesting is refused; every provider refuses it earlier.
    public static final int DEPTH_MAX = 512;

    private byte[] bytes = {};
    private int at;
    private int end;
    private int depth;
    private boolean first;
    private int textFrom;
    private int textTo;
    private boolean escaped;

    public JsonCursor over(byte[] json, int from, int to) {
        bytes = json;
        at = from;
        end = to;
        depth = 0;
        first = true;
        return this;
    }

    /// The next byte to be read, after white space: where a value begins, once a key has been read.
    public int position() {
        skipWhitespace();
        return at;
    }

    public boolean isObject() {
        return peek() == '{';
    }

    public boolean isArray() {
        return peek() == '[';
    }

    public boolean isText() {
        return peek() == '"';
    }

    public boolean isNull() {
        return peek() == 'n';
    }

    public void enterObject() {
        expect('{', "'{'");
        enter();
    }

    public void enterArray() {
        expect('[', "'['");
        enter();
    }

    /// Moves to the value of the next member; false once the object is left.
    public boolean nextKey() {
        if (!next('}', "',' or '}'")) {
            return false;
        }
        if (peek() != '"') {
            throw new JsonMalformed("a key", at);
        }
        readString();
        expect(':', "':'");
        return true;
    }

    /// Moves to the next element; false once the array is left.
    public boolean nextElement() {
        return next(']', "',' or ']'");
    }

    /// Compares the key that was read last; escapes are understood.
    public boolean keyIs(String ascii) {
        return textIs(ascii);
    }

    /// Compares the key or text that was read last; escapes are understood.
    public boolean textIs(String ascii) {
        if (escaped) {
            return JsonText.decode(bytes, textFrom, textTo).equals(ascii);
        }
        int length = ascii.length();
        if (textTo - textFrom != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[textFrom + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The string that begins here, or null when the value is something else (which is skipped).
    public @Nullable String string() {
        return text() ? JsonText.decode(bytes, textFrom, textTo, escaped) : null;
    }

    /// How many UTF-8 bytes the string that begins here has once decoded; 0 for anything else.
    public int textBytes() {
        if (!text()) {
            return 0;
        }
        return escaped ? JsonText.decodedBytes(bytes, textFrom, textTo) : textTo - textFrom;
    }

    /// The number that begins here, [#ABSENT] for anything else; a fraction is cut, what exceeds a
    /// `long` saturates.
    public long integer() {
        int c = peek();
        if (c != '-' && (c < '0' || c > '9')) {
            skip();
            return ABSENT;
        }
        int from = at;
        readNumber();
        return JsonNumber.value(bytes, from, at);
    }

    /// Whether `true` stands here; anything else is false.
    public boolean bool() {
        boolean answer = peek() == 't';
        skip();
        return answer;
    }

    public void skip() {
        switch (peek()) {
            case '"' -> readString();
            case '{' -> skipObject();
            case '[' -> skipArray();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> readNumber();
        }
    }

    /// Demands that nothing but white space follows.
    public void finish() {
        skipWhitespace();
        if (at < end) {
            throw new JsonMalformed("the end", at);
        }
    }

    private void skipObject() {
        enterObject();
        while (nextKey()) {
            skip();
        }
    }

    private void skipArray() {
        enterArray();
        while (nextElement()) {
            skip();
        }
    }

    private void enter() {
        if (++depth > DEPTH_MAX) {
            throw new JsonMalformed("at most " + DEPTH_MAX + " levels", at);
        }
        first = true;
    }

    private boolean next(int close, String expected) {
        int c = peek();
        if (c == close) {
            at++;
            depth--;
            first = false;
            return false;
        }
        if (!first) {
            expect(',', expected);
            if (peek() == close) {
                throw new JsonMalformed("a value after ','", at);
            }
        }
        first = false;
        return true;
    }

    /// Reads the string that begins here for [#textIs(String)]; false when the value is something else (which
    /// is skipped).
    public boolean text() {
        if (peek() != '"') {
            skip();
            return false;
        }
        readString();
        return true;
    }

    private void readString() {
        int i = at + 1;
        textFrom = i;
        escaped = false;
        while (true) {
            i = JsonText.plainEnd(bytes, i, end);
            if (i >= end) {
                throw new JsonMalformed("the end of a string", end);
            }
            byte b = bytes[i];
            if (b == '"') {
                textTo = i;
                at = i + 1;
                return;
            }
            if (b != '\\') {
                throw new JsonMalformed("no control character in a string", i);
            }
            escaped = true;
            i = JsonText.afterEscape(bytes, i, end);
        }
    }

    private void readNumber() {
        at = JsonNumber.end(bytes, at, end);
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at >= end || bytes[at] != word.charAt(i)) {
                throw new JsonMalformed("a value", at);
            }
            at++;
        }
    }

    private void expect(int wanted, String expected) {
        if (peek() != wanted) {
            throw new JsonMalformed(expected, at);
        }
        at++;
    }

    private int peek() {
        skipWhitespace();
        return at < end ? bytes[at] : -1;
    }

    private void skipWhitespace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\t' || bytes[at] == '\r')) {
            at++;
        }
    }
}
