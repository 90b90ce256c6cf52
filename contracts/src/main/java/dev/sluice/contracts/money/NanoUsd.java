package dev.sluice.contracts.money;

import java.math.BigDecimal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// An exact amount in billionths of a US dollar; may be negative. ±9.2 billion dollars fit. In topics it is a
/// number in fields named `…NanoUsd`; in REST a decimal string with nine places.
public record NanoUsd(@JsonValue long nanos) implements Comparable<NanoUsd> {

    public static final NanoUsd ZERO = new NanoUsd(0);
    private static final int PLACES = 9;
    private static final long NANOS_PER_MICRO = 1_000;

    @JsonCreator
    public NanoUsd {}

    public static NanoUsd of(long nanos) {
        return nanos == 0 ? ZERO : new NanoUsd(nanos);
    }

    /// Reads `"0.018870200"`; more than nine places is an error, not a rounding.
    public static NanoUsd parse(String decimal) {
        return of(new BigDecimal(decimal).movePointRight(PLACES).longValueExact());
    }

    public NanoUsd plus(NanoUsd other) {
        return of(Math.addExact(nanos, other.nanos));
    }

    public NanoUsd minus(NanoUsd other) {
        return of(Math.subtractExact(nanos, other.nanos));
    }

    public NanoUsd negated() {
        return of(Math.negateExact(nanos));
    }

    public NanoUsd min(NanoUsd other) {
        return nanos <= other.nanos ? this : other;
    }

    public NanoUsd max(NanoUsd other) {
        return nanos >= other.nanos ? this : other;
    }

    public boolean isZero() {
        return nanos == 0;
    }

    public boolean isNegative() {
        return nanos < 0;
    }

    /// Micro-dollars for Redis, rounded down: what a balance may claim at most.
    public long microsFloored() {
        return Math.floorDiv(nanos, NANOS_PER_MICRO);
    }

    /// Micro-dollars for Redis, rounded up: what a reservation must hold at least.
    public long microsCeiled() {
        return Math.ceilDiv(nanos, NANOS_PER_MICRO);
    }

    /// `"0.018870200"`: always nine places, never an exponent.
    public String toDecimal() {
        return BigDecimal.valueOf(nanos, PLACES).toPlainString();
    }

    @Override
    public int compareTo(NanoUsd other) {
        return Long.compare(nanos, other.nanos);
    }

    @Override
    public String toString() {
        return "$" + toDecimal();
    }
}
