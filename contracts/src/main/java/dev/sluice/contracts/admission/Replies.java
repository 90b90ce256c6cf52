package dev.sluice.contracts.admission;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads elements of a script's reply, whatever the Redis client makes of texts.
final class Replies {

    private Replies() {}

    static long number(List<?> reply, int index) {
        return reply.get(index) instanceof Number number ? number.longValue() : Long.parseLong(text(reply, index));
    }

    static String text(List<?> reply, int index) {
        Object element = reply.get(index);
        return element instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(element);
    }
}
