package dev.sluice.relay.telemetry;

import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// The trace a request belongs to, with the relay's own span as the parent of what follows (W3C Trace
/// Context, Recommendation of 2021-11-23).
///
/// @param traceparent
///            version 00, for the provider and the events
/// @param tracestate
///            the client's, where it may be passed on
public record TraceContext(String traceparent, @Nullable String tracestate) {

    private static final Pattern MEMBER = Pattern.compile(
            "[a-z0-9][a-z0-9_\\-*/@]{0,255}=[\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{0,255}[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e]");
    private static final int PARENT_LENGTH = 55;
    private static final int TRACE_ID_AT = 3;
    private static final int TRACE_ID_END = 35;
    private static final int SPAN_ID_AT = 36;
    private static final int SPAN_ID_END = 52;
    private static final int FLAGS_AT = 53;
    private static final String VERSION = "00";
    /// Sampled, and the trace id is random: what version 00 and its successor know.
    private static final int FLAGS_KNOWN = 0x03;
    private static final String NOT_SAMPLED = "00";
    private static final int STATE_MEMBERS_MAX = 32;
    private static final int STATE_LENGTH_MAX = 8_192;

    /// Continues the client's trace; begins one, not sampled, where the client sent none or none that is valid.
    ///
    /// @param parents
    ///            all values of the header `traceparent`
    /// @param states
    ///            all values of the header `tracestate`, in order
    /// @param random
    ///            64 random bits at a time
    public static TraceContext of(List<String> parents, List<String> states, LongSupplier random) {
        String parent = parents.size() == 1 ? parents.getFirst() : "";
        if (!isValid(parent)) {
            HexFormat hex = HexFormat.of();
            return new TraceContext(VERSION + "-" + hex.toHexDigits(some(random)) + hex.toHexDigits(random.getAsLong())
                    + "-" + hex.toHexDigits(some(random)) + "-" + NOT_SAMPLED, null);
        }
        int flags = HexFormat.fromHexDigits(parent, FLAGS_AT, PARENT_LENGTH) & FLAGS_KNOWN;
        return new TraceContext(VERSION + "-" + parent.substring(TRACE_ID_AT, TRACE_ID_END) + "-"
                + HexFormat.of().toHexDigits(some(random)) + "-" + HexFormat.of().toHexDigits((byte) flags),
                state(states));
    }

    /// The trace id of a valid `traceparent`; empty for anything else.
    public static String traceId(@Nullable String traceparent) {
        return traceparent != null && isValid(traceparent) ? traceparent.substring(TRACE_ID_AT, TRACE_ID_END) : "";
    }

    /// Later versions may append fields to what version 00 knows.
    private static boolean isValid(String parent) {
        boolean longer = parent.length() > PARENT_LENGTH && !parent.startsWith(VERSION)
                && parent.charAt(PARENT_LENGTH) == '-';
        boolean fits = parent.length() == PARENT_LENGTH || longer;
        return fits && isHex(parent, 0, 2) && !parent.startsWith("ff")
                && isId(parent, TRACE_ID_AT, TRACE_ID_END) && isId(parent, SPAN_ID_AT, SPAN_ID_END)
                && parent.charAt(SPAN_ID_END) == '-' && isHex(parent, FLAGS_AT, PARENT_LENGTH);
    }

    /// Behind a dash, in lower case, and not all zeros.
    private static boolean isId(String parent, int from, int to) {
        boolean zeros = true;
        for (int i = from; i < to; i++) {
            zeros &= parent.charAt(i) == '0';
        }
        return parent.charAt(from - 1) == '-' && !zeros && isHex(parent, from, to);
    }

    private static boolean isHex(String parent, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = parent.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String state(List<String> states) {
        String whole = String.join(",", states);
        if (whole.isBlank() || whole.length() > STATE_LENGTH_MAX) {
            return null;
        }
        int members = 0;
        for (String member : whole.split(",", -1)) {
            String each = member.strip();
            if (!each.isEmpty() && (++members > STATE_MEMBERS_MAX || !MEMBER.matcher(each).matches())) {
                return null;
            }
        }
        return whole;
    }

    /// All zeros is no id.
    private static long some(LongSupplier random) {
        long bits = random.getAsLong();
        return bits == 0 ? 1 : bits;
    }
}
