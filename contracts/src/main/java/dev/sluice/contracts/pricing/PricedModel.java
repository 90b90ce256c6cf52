package dev.sluice.contracts.pricing;

/// A model found in a price book, under the name the book gives it.
public record PricedModel(String id, ModelPrice price) {}
