package dev.sluice.streams.explaining;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import dev.sluice.contracts.topics.RecordHeaders;

/// One record in the life of a request: when and where it stands in the log, and what it says.
///
/// @param source
///            the journal a relay wrote it through and its number there, or the letter that it repeats; empty for
///            what was decided
record Chapter(Instant at, String title, String place, String source, List<String> lines) {

    Chapter {
        lines = List.copyOf(lines);
    }

    static Chapter of(ConsumerRecord<byte[], byte[]> message, String title, List<String> lines) {
        String journal = header(message, RecordHeaders.JOURNAL);
        String replay = header(message, RecordHeaders.REPLAY_OF);
        String source = !replay.isEmpty()
                ? "  replay of " + replay + " by " + header(message, RecordHeaders.REPLAY_BY)
                : journal.isEmpty() ? "" : "  journal " + journal + " pseq " + header(message, RecordHeaders.PSEQ);
        return new Chapter(Instant.ofEpochMilli(message.timestamp()), title,
                message.topic() + "-" + message.partition() + "@" + message.offset(), source, lines);
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    String page() {
        StringBuilder page = new StringBuilder(
                String.format(Locale.ROOT, "%-24s  %-12s  %s%s%n", at, title, place, source));
        lines.forEach(line -> page.append("    ").append(line).append(System.lineSeparator()));
        return page.toString();
    }
}
