package dev.sluice.streams.watching;

import java.util.EnumMap;
import java.util.Map;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

import dev.sluice.streams.accounts.rows.LetterCodec;
import dev.sluice.streams.accounts.rows.LetterKind;

/// Dead letters that wait for a person, and accounts that stand still because of them, as the rows have them.
///
/// @param byKind
///            open letters; those of nobody and of relays are in the topic only
record OpenLetters(Map<LetterKind, Long> byKind, long parked) {

    static final OpenLetters NONE = new OpenLetters(Map.of(), 0);

    /// Of one partition; what lies beyond is not counted.
    static final int ROWS_MAX = 20_000;
    private static final String FIRST = "d/";
    private static final String END = "d0";

    static OpenLetters of(ReadOnlyKeyValueStore<String, byte[]> rows) {
        Map<LetterKind, Long> byKind = new EnumMap<>(LetterKind.class);
        long parked = 0;
        int lookedAt = 0;
        try (KeyValueIterator<String, byte[]> letters = rows.range(FIRST, END)) {
            while (letters.hasNext() && lookedAt < ROWS_MAX) {
                KeyValue<String, byte[]> row = letters.next();
                lookedAt++;
                if (row.key.indexOf('/', FIRST.length()) >= 0) {
                    byKind.merge(LetterCodec.letter(row.value).kind(), 1L, Long::sum);
                } else if (LetterCodec.parking(row.value).letters() > 0) {
                    parked++;
                }
            }
        }
        return new OpenLetters(byKind, parked);
    }

    OpenLetters plus(OpenLetters other) {
        Map<LetterKind, Long> sum = new EnumMap<>(LetterKind.class);
        sum.putAll(byKind);
        other.byKind.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
        return new OpenLetters(sum, parked + other.parked);
    }
}
