package dev.sluice.contracts.admission;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Everything that is counted for one scope, as one text: `minute;five hours;day;week;month
/// end,micros,tokens;total`, rings as in `RingView`, the rest decimal numbers; month end 0 when no month is
/// open.
public record WindowsView(@JsonValue String text) {

    /// Nothing was ever counted.
    public static final WindowsView EMPTY = new WindowsView(";;;;0,0,0;0");

    /// The four rings and the scalars, read.
    public record Read(RingView minute, RingView fiveHours, RingView day, RingView week, long monthEndMillis,
            long monthMicros, long monthTokens, long totalMicros) {}

    @JsonCreator
    public WindowsView {}

    public Read read() {
        String[] parts = text.split(";", -1);
        if (parts.length != 6) {
            throw new IllegalArgumentException("windows: " + parts.length + " parts (expected: 6)");
        }
        String[] month = parts[4].split(",", -1);
        return new Read(RingView.parse(parts[0]), RingView.parse(parts[1]), RingView.parse(parts[2]),
                RingView.parse(parts[3]), Long.parseLong(month[0]), Long.parseLong(month[1]),
                Long.parseLong(month[2]), Long.parseLong(parts[5]));
    }
}
