package dev.sluice.contracts.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.UserId;

/// Releases the local entries of journals below their watermarks (Redis milliseconds). Never by a clock: a
/// journal without a watermark keeps its entries.
public record SweepRequest(UserId userId, Map<JournalId, Long> watermarks) {

    public SweepRequest {
        watermarks = Map.copyOf(watermarks);
    }

    /// KEYS of `sweep`.
    public List<String> keys() {
        return List.of(RedisKeys.reservations(userId));
    }

    /// ARGV of `sweep`: journal and watermark by turns.
    public List<String> args() {
        List<String> args = new ArrayList<>(2 * watermarks.size());
        watermarks.forEach((journal, millis) -> {
            args.add(journal.value());
            args.add(Long.toString(millis));
        });
        return args;
    }

    /// Reads the reply of `sweep`.
    public static Reservations.SweepAnswer parse(List<?> reply) {
        return new Reservations.SweepAnswer(Replies.number(reply, 0), Replies.number(reply, 1),
                Replies.number(reply, 2));
    }
}
