package dev.sluice.contracts.catalogue;

import java.util.stream.Collectors;

import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;

/// The catalogue as a page for people.
final class TopicsPage {

    private TopicsPage() {}

    static String text() {
        return """
                # Topics

                Written from the catalogue in code (`dev.sluice.contracts.topics.Topics`) by `CataloguePagesTest`.
                Values are JSON; the type stands in the header `ce_type` (CloudEvents binary mode, with `ce_id`,
                `ce_source`, `ce_time`). Usage events also carry `journal` and `pseq`. Timestamps are LogAppendTime; the
                business time is in the value. Read with `isolation.level=read_committed`: transactional topics hold
                aborted records too. Amounts in fields named `…NanoUsd` are billionths of a dollar.

                | topic | key | partitions | kept | messages |
                |---|---|---|---|---|
                """ + Topics.all().stream().map(TopicsPage::row).collect(Collectors.joining());
    }

    private static String row(TopicSpec topic) {
        return "| `%s` | %s | %s | %s | %s |\n".formatted(topic.name(), topic.key(),
                topic.partitioned() ? "deployment's" : "1", kept(topic), messages(topic));
    }

    private static String messages(TopicSpec topic) {
        String names = Messages.of(topic).stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
        return names.isEmpty() ? "internal" : names;
    }

    static String kept(TopicSpec topic) {
        String time = topic.retention().isZero() ? "for ever" : topic.retention().toDays() + " d";
        return switch (topic.cleanup()) {
            case DELETE -> time;
            case COMPACT -> "newest per key";
            case COMPACT_DELETE -> "newest per key, " + time;
        };
    }
}
