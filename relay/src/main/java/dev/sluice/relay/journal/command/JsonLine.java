package dev.sluice.relay.journal.command;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.relay.journal.segment.JournalRecord;

/// One record as one line of JSON. `event` is the event as Kafka gets it.
///
/// @param end
///            `segment:offset` behind the record
record JsonLine(
        JournalId journal,
        String end,
        String kind,
        int partition,
        long pseq,
        Instant appendedAt,
        long reservedNanoUsd,
        String type,
        String key,
        String id,
        @JsonRawValue String event) {

    static String of(JournalId journal, JournalRecord record) {
        return SluiceJson.mapper().writeValueAsString(new JsonLine(journal,
                record.next().segment() + ":" + record.next().offset(), record.kind().name().toLowerCase(Locale.ROOT),
                record.partition(), record.pseq(), Instant.ofEpochMilli(record.atMillis()), record.nanoUsd(),
                record.type(), record.key(), record.eventId(), new String(record.json(), StandardCharsets.UTF_8)));
    }
}
