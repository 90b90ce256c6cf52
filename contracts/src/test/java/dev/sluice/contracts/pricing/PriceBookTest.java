package dev.sluice.contracts.pricing;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.usage.Service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PriceBookTest {

    private static final PriceBook BOOK = PriceBookJson.shipped();

    @ParameterizedTest
    @CsvSource({
            "claude-opus-5-5, claude-opus-5-5",
            "claude-3-5-haiku-latest, claude-haiku-3-5",
            "claude-haiku-4-5-20251001, claude-haiku-4-5",
            "claude-sonnet-4-20250514, claude-sonnet-4-0",
            "claude-opus-4-1@20250805, claude-opus-4-1",
            "gpt-5.4-2026-03-05, gpt-5.4"})
    void findsAModelByNameByAliasAndWithoutItsDate(String name, String model) {
        assertThat(BOOK.find(name)).map(PricedModel::id).contains(model);
    }

    @ParameterizedTest
    @CsvSource({"claude-opus-9", "gpt-5.4-turbo", "claude-opus-5-5-latest", "CLAUDE-OPUS-5-5", "''"})
    void knowsNoPriceForAnotherName(String name) {
        assertThat(BOOK.find(name)).isEmpty();
    }

    @Test
    void everyRowOfTheShippedBookIsUsable() {
        assertThat(BOOK.models()).hasSize(39).allSatisfy((name, price) -> {
            assertThat(price.rates().cacheRead()).as(name).isLessThanOrEqualTo(price.rates().input());
            assertThat(price.rates().output()).as(name).isGreaterThan(price.rates().input());
            assertThat(price.source()).as(name).isNotBlank();
        });
    }

    @Test
    void refusesAnAliasOfNoModel() {
        assertThatThrownBy(() -> with(BOOK.services(), Map.of("opus", "claude-opus-9")))
                .hasMessageContaining("alias opus → claude-opus-9");
    }

    @Test
    void refusesAnAliasThatHidesAModel() {
        assertThatThrownBy(() -> with(BOOK.services(), Map.of("claude-opus-5", "claude-opus-5-5")))
                .hasMessageContaining("alias claude-opus-5 → claude-opus-5-5");
    }

    @Test
    void refusesAModelOfAServiceWithoutTerms() {
        Map<Service, ServiceTerms> claudeOnly = Map.of(Service.CLAUDE, BOOK.services().get(Service.CLAUDE));

        assertThatThrownBy(() -> with(claudeOnly, Map.of())).hasMessageContaining("is of service CODEX");
    }

    @Test
    void refusesFactorsThatWouldHideARounding() {
        assertThatThrownBy(() -> new ServiceTerms(Map.of("odd", Multiplier.parse("0.333333")),
                Map.of("us", Multiplier.parse("1.1")), UsePrice.parse("0.01")))
                .hasMessageContaining("×0.333333 times ×1.1");
    }

    @ParameterizedTest
    @CsvSource({"-1", "0.0000001", "1001", "1e", "''"})
    void refusesARateThatIsNoPrice(String usd) {
        assertThatThrownBy(() -> Rate.perMillion(usd)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate");
    }

    @Test
    void aWriteTheProviderDoesNotSellCostsItsDearestOne() {
        Rates opus = BOOK.find("claude-opus-5-5").orElseThrow().price().rates();

        assertThat(opus.cacheWrite30m()).isEqualTo(opus.cacheWrite1h()).isEqualTo(Rate.perMillion("8"));
        assertThat(BOOK.find("gpt-5.4").orElseThrow().price().rates().cacheWrite12h())
                .isEqualTo(Rate.perMillion("2.5"));
    }

    @Test
    void theVersionInForceIsTheNewestThatHasBegun() {
        Instant later = BOOK.effectiveFrom().plusSeconds(3_600);
        PriceBook next = new PriceBook(new PriceBookId("pb-2026-11-23.2"), later,
                Multiplier.parse("1.2"), BOOK.services(), BOOK.models(), BOOK.aliases());
        PriceBooks books = PriceBooks.NONE.with(next).with(BOOK);

        assertThat(books.effectiveAt(later.minusMillis(1))).contains(BOOK);
        assertThat(books.effectiveAt(later)).contains(next);
        assertThat(books.effectiveAt(BOOK.effectiveFrom().minusMillis(1))).isEmpty();
        assertThat(books.find(next.id())).contains(next);
    }

    @Test
    void aVersionIsNeverEdited() {
        PriceBooks books = PriceBooks.NONE.with(BOOK);
        PriceBook edited = with(BOOK.services(), Map.of());

        assertThat(books.with(PriceBookJson.shipped())).isSameAs(books);
        assertThatThrownBy(() -> books.with(edited)).hasMessageContaining("price book pb-2026-11-23.1");
    }

    private static PriceBook with(Map<Service, ServiceTerms> services, Map<String, String> aliases) {
        return new PriceBook(BOOK.id(), BOOK.effectiveFrom(), BOOK.charge(), services, BOOK.models(), aliases);
    }
}
