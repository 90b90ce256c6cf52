package dev.sluice.api.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.sluice.api.usage.RecordShapes.RequestRecord;
import dev.sluice.api.usage.UsageShapes.Tokens;
import dev.sluice.api.web.WireNames;

/// Records as lines of CSV (RFC 4180). Texts that came from outside and that a spreadsheet would take for a
/// formula get an apostrophe in front (OWASP, CSV injection).
final class CsvRows {

    private static final List<String> NAMES = List.of("id", "at", "keyId", "keyName", "service", "route", "model",
            "modelAnswered", "stream", "status", "outcome", "basis", "input", "output", "cacheRead", "cacheWrite5m",
            "cacheWrite30m", "cacheWrite1h", "cacheWrite12h", "reasoning", "total", "costUsd", "firstByteMs",
            "durationMs", "sessionId", "error", "priceBook");
    private static final String LINE_END = "\r\n";
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private CsvRows() {}

    static String header() {
        return String.join(",", NAMES) + LINE_END;
    }

    static String line(RequestRecord record, String keyName) {
        Tokens tokens = record.tokens();
        List<@Nullable Object> cells = new ArrayList<>();
        cells.addAll(List.of(record.id(), record.at(), record.keyId(), keyName, WireNames.of(record.service()),
                record.route(), record.model()));
        cells.add(record.modelAnswered());
        cells.addAll(List.of(record.stream(), record.status(), WireNames.of(record.outcome()), record.basis()));
        cells.addAll(List.of(tokens.input(), tokens.output(), tokens.cacheRead(), tokens.cacheWrite5m(),
                tokens.cacheWrite30m(), tokens.cacheWrite1h(), tokens.cacheWrite12h(), tokens.reasoning(),
                tokens.total()));
        cells.add(record.costUsd().amount().toDecimal());
        cells.add(record.firstByteMs());
        cells.add(record.durationMs());
        cells.add(record.sessionId());
        cells.add(record.error());
        cells.add(record.priceBook());
        return cells.stream().map(CsvRows::cell).collect(Collectors.joining(",")) + LINE_END;
    }

    static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        if (value instanceof String && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
