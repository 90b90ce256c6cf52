package dev.sluice.billing.prices;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import dev.sluice.billing.StartRefused;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PublishedPricesTest {

    private static final PriceBook SHIPPED = PriceBookJson.shipped();

    private final List<PriceBook> written = new ArrayList<>();
    private final PublishedPrices prices = new PublishedPrices(SHIPPED, written::add);

    @Test
    void publishesTheShippedBookWhereItIsMissing() {
        prices.caughtUp();

        assertThat(written).containsExactly(SHIPPED);
    }

    @Test
    void publishesNothingThatIsAlreadyThere() {
        prices.take(record(SHIPPED));
        prices.caughtUp();

        assertThat(written).isEmpty();
        assertThat(prices.effectiveAt(SHIPPED.effectiveFrom())).contains(SHIPPED);
    }

    @Test
    void refusesAnotherContentUnderTheSameIdAndNamesBoth() {
        PriceBook other = edited();
        prices.take(record(other));

        assertThatThrownBy(prices::caughtUp).isInstanceOf(StartRefused.class).hasMessageContaining("pb-2026-11-23.1")
                .hasMessageContaining(PriceBookJson.hash(SHIPPED)).hasMessageContaining(PriceBookJson.hash(other));
        assertThat(written).isEmpty();
    }

    @Test
    void refusesAVersionThatWasEditedInTheTopic() {
        prices.take(record(SHIPPED));

        assertThatThrownBy(() -> prices.take(record(edited()))).isInstanceOf(StartRefused.class)
                .hasMessageContaining("another content");
    }

    @Test
    void refusesABookThatItCannotRead() {
        var garbage = new ConsumerRecord<>("pricebook.v1", 0, 0, "pb-2027-01-01.1", new byte[]{'['});

        assertThatThrownBy(() -> prices.take(garbage)).isInstanceOf(StartRefused.class)
                .hasMessageContaining("pb-2027-01-01.1: unreadable");
    }

    private static PriceBook edited() {
        return new PriceBook(SHIPPED.id(), SHIPPED.effectiveFrom(), SHIPPED.charge(), SHIPPED.services(),
                SHIPPED.models(), Map.of());
    }

    private static ConsumerRecord<String, byte[]> record(PriceBook book) {
        return new ConsumerRecord<>("pricebook.v1", 0, 0, book.id().value(), PriceBookJson.write(book));
    }
}
