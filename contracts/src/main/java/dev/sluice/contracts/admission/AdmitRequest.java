package dev.sluice.contracts.admission;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;

/// Asks for a reservation, or for one extension of it.
///
/// @param extension
///            0 for the reservation itself, then 1, 2, … per extension: each is an entry of its own
/// @param micros
///            micro-dollars to set aside, ceiled
/// @param neededMicros
///            what must be available, at least `micros`: more when the relay does not trust its view (metering
///            §5)
/// @param gate
///            how far the log is known to be applied
/// @param swept
///            the relay has just swept: a refusal is final
public record AdmitRequest(
        UserId userId,
        KeyId keyId,
        JournalId journal,
        RequestId requestId,
        int extension,
        long micros,
        long tokens,
        long neededMicros,
        Allowances userLimits,
        Allowances keyLimits,
        GatePass gate,
        boolean swept) {

    /// Extensions of one request; a longer stream is cut.
    public static final int EXTENSIONS_MAX = 1_000;
    /// More than any reservation can be; keeps every sum within what a Lua number holds exactly.
    public static final long AMOUNT_MAX = 1_000_000_000_000L;

    public AdmitRequest {
        if (extension < 0 || extension > EXTENSIONS_MAX) {
            throw new IllegalArgumentException("extension: " + extension + " (expected: 0.." + EXTENSIONS_MAX + ")");
        }
        requireWithin("micros", micros);
        requireWithin("tokens", tokens);
        requireWithin("neededMicros", neededMicros);
    }

    /// The same question after a sweep.
    public AdmitRequest afterSweep() {
        return new AdmitRequest(userId, keyId, journal, requestId, extension, micros, tokens, neededMicros, userLimits,
                keyLimits, gate, true);
    }

    /// The same question with a newer idea of the gate.
    public AdmitRequest withGate(GatePass pass) {
        return new AdmitRequest(userId, keyId, journal, requestId, extension, micros, tokens, neededMicros, userLimits,
                keyLimits, pass, swept);
    }

    /// KEYS of `admit`.
    public List<String> keys() {
        return List.of(RedisKeys.view(userId), RedisKeys.reservations(userId), RedisKeys.concurrency(userId),
                RedisKeys.concurrency(userId, keyId));
    }

    /// ARGV of `admit`: entry, request, key, journal, micros, tokens, needed, extension, gate twice, swept,
    /// limits of user and key in the order of `Limit`.
    public List<String> args() {
        List<String> args = new ArrayList<>(11 + 2 * Limit.values().length);
        args.add(LocalEntry.field(requestId, extension));
        args.add(requestId.value());
        args.add(keyId.value());
        args.add(journal.value());
        args.add(Long.toString(micros));
        args.add(Long.toString(tokens));
        args.add(Long.toString(Math.max(micros, neededMicros)));
        args.add(Integer.toString(extension));
        args.add(Long.toString(gate.reachedMillis()));
        args.add(Long.toString(gate.openedMillis()));
        args.add(swept ? "1" : "0");
        for (Limit limit : Limit.values()) {
            args.add(Long.toString(userLimits.of(limit)));
        }
        for (Limit limit : Limit.values()) {
            args.add(Long.toString(keyLimits.of(limit)));
        }
        return args;
    }

    private static void requireWithin(String name, long amount) {
        if (amount < 0 || amount > AMOUNT_MAX) {
            throw new IllegalArgumentException(name + ": " + amount + " (expected: 0.." + AMOUNT_MAX + ")");
        }
    }
}
