package dev.sluice.billing.prices;

import java.time.Instant;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

import dev.sluice.billing.StartRefused;
import dev.sluice.billing.log.TopicFollower;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.pricing.PriceBooks;

/// Every version in the topic. Once the topic has been read, the shipped version is published if it is
/// missing, and refused if another content stands under its id.
final class PublishedPrices implements TopicFollower.Sink {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedPrices.class);

    private final PriceBook shipped;
    private final Publisher publisher;
    private volatile PriceBooks books = PriceBooks.NONE;

    PublishedPrices(PriceBook shipped, Publisher publisher) {
        this.shipped = shipped;
        this.publisher = publisher;
    }

    /// Writes one version and waits for the acknowledgement.
    @FunctionalInterface
    interface Publisher {
        void publish(PriceBook book);
    }

    Optional<PriceBook> effectiveAt(Instant at) {
        return books.effectiveAt(at);
    }

    @Override
    public void take(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            LOG.atError().addKeyValue("priceBook", record.key()).log("tombstone of a price book ignored");
            return;
        }
        PriceBook book = read(record.key(), value);
        try {
            books = books.with(book);
        } catch (IllegalArgumentException edited) {
            throw new StartRefused(String.valueOf(edited.getMessage()), edited);
        }
    }

    @Override
    public void caughtUp() {
        Optional<PriceBook> published = books.find(shipped.id());
        if (published.isEmpty()) {
            publisher.publish(shipped);
            LOG.atInfo().addKeyValue("priceBook", shipped.id()).addKeyValue("hash", PriceBookJson.hash(shipped))
                    .log("price book published");
        } else if (!published.get().equals(shipped)) {
            throw new StartRefused(
                    "price book %s: shipped as %s but published as %s (expected: a new id for new prices)"
                            .formatted(shipped.id(), PriceBookJson.hash(shipped), PriceBookJson.hash(published.get())));
        }
    }

    private static PriceBook read(String id, byte[] value) {
        try {
            return PriceBookJson.read(value);
        } catch (JacksonException unreadable) {
            throw new StartRefused("price book " + id + ": unreadable in the topic (expected: a version that this "
                    + "release knows): " + unreadable.getOriginalMessage(), unreadable);
        }
    }
}
