package dev.sluice.contracts.admission;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.sluice.contracts.ids.JournalId;

/// What `admit` says. Only `Admitted` changed anything.
public sealed interface AdmitAnswer {

    /// Reserved at `redisMillis`, judged by view `version` which is as of `asOfMillis`.
    record Admitted(long redisMillis, long version, long asOfMillis, Allowances userRemaining,
            Allowances keyRemaining) implements AdmitAnswer {}

    /// A limit is spent. `resetMillis` is the time until something of its window leaves, `NEVER` for a total.
    record Refused(Limit.Scope scope, Limit limit, long resetMillis) implements AdmitAnswer {
        public static final long NEVER = -1;
    }

    /// The balance does not cover the reservation.
    record InsufficientBalance(long availableMicros) implements AdmitAnswer {}

    /// The account is frozen or parked.
    record Halted(AccountView.Halt halt) implements AdmitAnswer {}

    /// Nothing is known: no view, or a gate not passed. `gateMillis` is -1 without a view; `passed` lists the
    /// journals that registered for this gate.
    record Unknown(long gateMillis, Set<JournalId> passed) implements AdmitAnswer {
        public static final Unknown ABSENT = new Unknown(-1, Set.of());
    }

    /// It would be refused, but old local entries exist: sweep and ask again.
    record Sweep() implements AdmitAnswer {}

    /// Reads the script's reply: an array that starts with the kind. Numbers come as `Long`, texts as `byte[]`
    /// or `String`, as the Redis client prefers.
    static AdmitAnswer parse(List<?> reply) {
        int kind = (int) Replies.number(reply, 0);
        return switch (kind) {
            case 1 -> new Admitted(Replies.number(reply, 1), Replies.number(reply, 2), Replies.number(reply, 3),
                    Allowances.told(reply, 4), Allowances.told(reply, 4 + Limit.values().length));
            case 2 -> new Refused(Limit.Scope.values()[(int) Replies.number(reply, 1)],
                    Limit.values()[(int) Replies.number(reply, 2)], Replies.number(reply, 3));
            case 3 -> new InsufficientBalance(Replies.number(reply, 1));
            case 4 -> new Unknown(Replies.number(reply, 1), journals(Replies.text(reply, 2)));
            case 5 -> new Sweep();
            case 6 -> new Halted(AccountView.Halt.valueOf(Replies.text(reply, 1)));
            default -> throw new IllegalArgumentException("admit answered kind " + kind + " (expected: 1..6)");
        };
    }

    private static Set<JournalId> journals(String text) {
        return text.isEmpty()
                ? Set.of()
                : Arrays.stream(text.split(" ", -1)).map(JournalId::new).collect(Collectors.toUnmodifiableSet());
    }
}
