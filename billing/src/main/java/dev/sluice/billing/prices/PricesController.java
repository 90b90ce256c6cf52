package dev.sluice.billing.prices;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.billing.web.Problem;
import dev.sluice.contracts.pricing.ContextStep;
import dev.sluice.contracts.pricing.ModelPrice;
import dev.sluice.contracts.pricing.Multiplier;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.Rates;
import dev.sluice.contracts.pricing.UsePrice;
import dev.sluice.contracts.usage.Service;

/// What a token costs today. Rates are USD per million tokens; `chargeMultiplier` is on top of all of them.
@RestController
@RequestMapping("/api/client/billing/prices")
class PricesController {

    private final PublishedPrices prices;
    private final InstantSource clock;

    PricesController(PublishedPrices prices, InstantSource clock) {
        this.prices = prices;
        this.clock = clock;
    }

    record PriceList(String priceBook, Instant effectiveFrom, Multiplier chargeMultiplier,
            Map<Service, Terms> services, List<Model> models) {}

    record Terms(Map<String, Multiplier> tiers, Map<String, Multiplier> geographies, UsePrice webSearchUsd) {}

    record Model(String id, Service service, long contextWindow, long maxOutput, Rates perMillionUsd,
            @Nullable List<Step> contextSteps, @Nullable Map<String, Rates> speeds) {}

    record Step(long above, Rates perMillionUsd) {}

    @GetMapping
    ResponseEntity<?> list() {
        Instant now = clock.instant();
        return prices.effectiveAt(now).<ResponseEntity<?>>map(book -> ResponseEntity.ok(list(book, now)))
                .orElseGet(() -> Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "prices-unavailable",
                        "The price book has not been read yet; try again in a second.").retryAfter(1));
    }

    private static PriceList list(PriceBook book, Instant now) {
        Map<Service, Terms> services = new TreeMap<>();
        book.services().forEach((service, terms) -> services.put(service,
                new Terms(terms.tiers(), terms.geographies(), terms.webSearch())));
        List<Model> models = book.models().entrySet().stream()
                .map(entry -> model(entry.getKey(), entry.getValue(), now)).toList();
        return new PriceList(book.id().value(), book.effectiveFrom(), book.charge(), services, models);
    }

    private static Model model(String id, ModelPrice price, Instant now) {
        Rates rates = price.ratesFor(now, null, 0);
        List<Step> steps = price.contextSteps().stream().map(step -> step(step, rates)).toList();
        return new Model(id, price.service(), price.contextWindow(), price.maxOutput(), rates,
                steps.isEmpty() ? null : steps, price.speeds().isEmpty() ? null : price.speeds());
    }

    private static Step step(ContextStep step, Rates rates) {
        return new Step(step.above(), step.appliedTo(rates));
    }
}
