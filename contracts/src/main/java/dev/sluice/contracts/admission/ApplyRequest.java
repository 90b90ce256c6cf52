package dev.sluice.contracts.admission;

import java.util.ArrayList;
import java.util.List;

/// Installs a view. A scope that is not newer than what Redis has is left alone; consumed entries always go.
///
/// @param gateMillis
///            during a rebuild the gate to close the account with until the log has passed it, else `NO_GATE`;
///            an account that did not exist is closed with Redis time in any case
public record ApplyRequest(AccountView view, long gateMillis) {

    public static final long NO_GATE = -1;

    public static ApplyRequest of(AccountView view) {
        return new ApplyRequest(view, NO_GATE);
    }

    /// KEYS of `apply`.
    public List<String> keys() {
        return List.of(RedisKeys.view(view.userId()), RedisKeys.reservations(view.userId()));
    }

    /// ARGV of `apply`: epoch, version, asOf, balance, credit, open, halt, windows, sums, key, key scope, key sums,
    /// gate, then the fields of the consumed entries. The sums are bytes as characters: the connection must write
    /// ISO 8859-1, else the script answers with an error.
    public List<String> args() {
        AccountView.KeyScope key = view.key();
        List<String> args = new ArrayList<>(13 + view.consumed().size());
        args.add(Integer.toString(view.epoch()));
        args.add(Long.toString(view.version()));
        args.add(Long.toString(view.asOf().toEpochMilli()));
        args.add(Long.toString(view.balanceMicros()));
        args.add(Long.toString(view.creditMicros()));
        args.add(Long.toString(view.openMicros()));
        args.add(view.halt() == null ? "" : view.halt().name());
        args.add(view.windows().text());
        args.add(sums());
        args.add(key == null ? "" : key.keyId().value());
        args.add(key == null ? "" : view.version() + ";" + key.openMicros() + ";" + key.windows().text());
        args.add(key == null ? "" : WindowSums.packed(key.windows(), view.asOf().toEpochMilli(), view.version()));
        args.add(Long.toString(gateMillis));
        for (Consumed consumed : view.consumed()) {
            for (int i = consumed.first(); i <= consumed.last(); i++) {
                args.add(LocalEntry.field(consumed.requestId(), i));
            }
        }
        return args;
    }

    private String sums() {
        double available = view.balanceMicros() + view.creditMicros() - view.openMicros();
        return WindowSums.packed(view.windows(), view.asOf().toEpochMilli(), view.version(), view.asOf().toEpochMilli(),
                available, view.halt() == null ? 0 : 1, view.epoch());
    }

    /// Reads the reply of `apply`.
    public static Reservations.ApplyAnswer parse(List<?> reply) {
        return new Reservations.ApplyAnswer(Replies.number(reply, 0) == 1, Replies.number(reply, 1) == 1,
                Replies.number(reply, 2));
    }
}
