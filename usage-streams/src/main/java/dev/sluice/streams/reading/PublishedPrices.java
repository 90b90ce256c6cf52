package dev.sluice.streams.reading;

import java.util.List;

import org.apache.kafka.common.TopicPartition;

import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.topics.Topics;

/// All versions of the price book that were published until now.
public final class PublishedPrices {

    private static final TopicPartition PRICES = new TopicPartition(Topics.PRICEBOOK.name(), 0);

    private PublishedPrices() {}

    public static PriceBooks read(String bootstrapServers, LogOffsets offsets) {
        long end = offsets.ends(List.of(PRICES)).getOrDefault(PRICES, 0L);
        PriceBooks books = PriceBooks.NONE;
        try (PartitionReader reader = PartitionReader.fromStart(bootstrapServers, PRICES, end)) {
            for (var record = reader.next(); record.isPresent(); record = reader.next()) {
                byte[] json = record.get().value();
                books = json == null ? books : books.with(PriceBookJson.read(json));
            }
        }
        return books;
    }
}
