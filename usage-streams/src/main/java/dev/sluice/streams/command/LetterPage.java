package dev.sluice.streams.command;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.rated.DeadLetterSettled;
import dev.sluice.streams.letters.Letter;

/// A dead letter as a person reads it. Its bytes are anybody's: what a terminal would obey is shown in hexadecimal.
final class LetterPage {

    private static final int BYTES_SHOWN_MAX = 8_192;

    private LetterPage() {}

    static String line(Letter letter) {
        return String.format(Locale.ROOT, "%-8s %-24s  %-10s  %-17s  %s  %s", letter.handle(), letter.since(),
                letter.kind().toLowerCase(Locale.ROOT), safe(letter.type()), safe(letter.key()),
                safe(letter.reason()));
    }

    static String of(Letter letter, Optional<DeadLetterSettled> outcome) {
        StringBuilder page = new StringBuilder(256);
        page.append(line(letter)).append('\n');
        page.append(outcome.map(LetterPage::outcome).orElse("open")).append('\n');
        for (Header header : letter.headers()) {
            page.append("  ").append(safe(header.key())).append(": ").append(safe(header.value())).append('\n');
        }
        byte[] value = letter.value();
        page.append(letter.left().map(bytes -> bytes + " bytes, too large for a letter: they stand at "
                + safe(letter.place())).orElse(value == null ? "no value" : "value of " + value.length + " bytes:"))
                .append('\n');
        return page.append(safe(value)).append('\n').toString();
    }

    static String outcome(DeadLetterSettled settled) {
        return settled.verdict().name().toLowerCase(Locale.ROOT) + " by " + safe(settled.by()) + " at " + settled.at()
                + (settled.detail().isEmpty() ? "" : ": " + safe(settled.detail()));
    }

    private static String safe(byte @Nullable [] bytes) {
        return bytes == null ? "" : safe(new String(bytes, StandardCharsets.UTF_8));
    }

    static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().limit(BYTES_SHOWN_MAX).forEach(point -> {
            boolean harmless = !Character.isISOControl(point) && Character.getType(point) != Character.FORMAT
                    && Character.isDefined(point);
            safe.append(harmless ? Character.toString(point) : String.format(Locale.ROOT, "\\u%04x", point));
        });
        return safe.toString();
    }
}
