package dev.sluice.contracts.admission;

/// What a relay knows about the gate of an account (metering §3, "Loss of Redis data"), in Redis
/// milliseconds.
///
/// @param reachedMillis
///            the lowest watermark of all live journals of the partition: a gate up to here is open
/// @param openedMillis
///            one gate, as an `Unknown` named it, that the relay has found open because every live journal
///            that has not reached it registered; `NONE` otherwise
public record GatePass(long reachedMillis, long openedMillis) {

    public static final long NONE = -1;

    public static GatePass reached(long reachedMillis) {
        return new GatePass(reachedMillis, NONE);
    }

    boolean opens(long gateMillis) {
        return gateMillis <= reachedMillis || gateMillis == openedMillis;
    }
}
