package dev.sluice.contracts.pricing;

import java.time.Instant;

/// What a model cost before an instant, so that a late event and a correction find the price of their day.
public record EarlierRates(Instant before, Rates rates) {}
