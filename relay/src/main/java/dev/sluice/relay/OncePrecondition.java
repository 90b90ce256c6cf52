package dev.sluice.relay;

import java.util.function.BooleanSupplier;

import dev.sluice.relay.readiness.Precondition;

/// Met as soon as it was true once.
final class OncePrecondition implements Precondition {

    private final String name;
    private final String waitsFor;
    private final BooleanSupplier condition;
    private volatile boolean met;

    OncePrecondition(String name, String waitsFor, BooleanSupplier condition) {
        this.name = name;
        this.waitsFor = waitsFor;
        this.condition = condition;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isMet() {
        met = met || condition.getAsBoolean();
        return met;
    }

    @Override
    public String waitsFor() {
        return isMet() ? "" : waitsFor;
    }
}
