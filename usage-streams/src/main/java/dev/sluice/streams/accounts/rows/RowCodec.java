package dev.sluice.streams.accounts.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.journal.JournalProgress;
import dev.sluice.contracts.journal.SequenceWindow;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.streams.accounts.money.Grant;
import dev.sluice.streams.accounts.money.Wallet;

/// The binary form of the rows: a version byte, then the fields in order. A released version stays readable
/// for ever: a new one is added beside it.
public final class RowCodec {

    /// Reservations as JSON.
    private static final byte FIRST_VERSION = 1;
    private static final byte VERSION = 3;

    private RowCodec() {}

    public static byte[] encode(UserRow row) {
        RowWriter out = started();
        out.number(row.version());
        PolicyCodec.write(out, row.policy());
        out.flag(row.isFrozen());
        out.flag(row.isParked());
        out.number(row.openNanos());
        out.number(row.openRequests());
        write(out, row.wallet());
        row.windows().write(out);
        return out.bytes();
    }

    public static UserRow user(byte[] bytes) {
        RowReader in = opened(bytes);
        long version = in.number();
        Policy policy = PolicyCodec.read(in);
        boolean frozen = in.flag();
        boolean parked = in.flag();
        long openNanos = in.number();
        long openRequests = in.number();
        UserRow row = new UserRow(wallet(in), Windows.read(in));
        row.policy(policy);
        row.freeze(frozen);
        row.park(parked);
        row.restore(version, openNanos, openRequests);
        return row;
    }

    public static byte[] encode(KeyRow row) {
        RowWriter out = started();
        out.number(row.openNanos());
        row.windows().write(out);
        return out.bytes();
    }

    public static KeyRow key(byte[] bytes) {
        RowReader in = opened(bytes);
        long openNanos = in.number();
        return new KeyRow(Windows.read(in), openNanos);
    }

    public static byte[] encode(OpenRow row) {
        RowWriter out = started();
        write(out, row);
        return out.bytes();
    }

    public static OpenRow open(byte[] bytes) {
        return open(opened(bytes));
    }

    public static byte[] encode(TerminalRow row) {
        RowWriter out = started();
        out.number(row.kind().ordinal());
        out.number(row.chargeNanos());
        out.number(row.limitedTokens());
        out.number(row.sequence());
        out.number(row.endedAtMillis());
        writeJournal(out, row.journal());
        OpenRow reservation = row.reservation();
        out.flag(reservation != null);
        if (reservation != null) {
            write(out, reservation);
        }
        writeEvent(out, row.waiting());
        return out.bytes();
    }

    public static TerminalRow terminal(byte[] bytes) {
        RowReader in = opened(bytes);
        return new TerminalRow(TerminalRow.Kind.values()[(int) in.number()], in.number(), in.number(),
                (int) in.number(), in.number(), journal(in), in.flag() ? open(in) : null,
                (UsageEvent.Terminal) event(in));
    }

    public static byte[] encode(JournalProgress progress) {
        RowWriter out = started();
        out.number(progress.seen().low());
        write(out, progress.seen().spans());
        write(out, progress.marks());
        out.number(progress.watermarkMillis());
        out.number(progress.closedAtMillis());
        return out.bytes();
    }

    public static JournalProgress journalProgress(byte[] bytes) {
        RowReader in = opened(bytes);
        return new JournalProgress(new SequenceWindow(in.number(), numbers(in)), numbers(in), in.number(),
                in.number());
    }

    /// The row under this key as this release writes it, whatever release wrote it.
    public static byte[] current(String key, byte[] row) {
        return switch (key.charAt(0)) {
            case 'u' -> encode(user(row));
            case 'k' -> encode(key(row));
            case 'o' -> encode(open(row));
            case 't' -> encode(terminal(row));
            case 'j' -> encode(journalProgress(row));
            default -> row;
        };
    }

    private static void write(RowWriter out, Wallet wallet) {
        out.number(wallet.paidNanos());
        out.number(wallet.receivableNanos());
        out.number(wallet.grants().size());
        for (Grant grant : wallet.grants()) {
            out.id(grant.id().value(), GrantId.PREFIX);
            out.number(grant.kind().ordinal());
            out.number(grant.grantedNanos());
            out.number(grant.remainingNanos());
            out.number(grant.expiresAtMillis());
            out.number(grant.priority());
            out.number(grant.createdAtMillis());
            out.number(grant.scope().services().size());
            if (!grant.scope().services().isEmpty()) {
                grant.scope().services().stream().sorted().forEach(service -> out.number(service.ordinal()));
            }
            out.number(grant.scope().models().size());
            if (!grant.scope().models().isEmpty()) {
                grant.scope().models().stream().sorted().forEach(out::text);
            }
        }
    }

    private static Wallet wallet(RowReader in) {
        long paidNanos = in.number();
        long receivableNanos = in.number();
        List<Grant> grants = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            grants.add(new Grant(new GrantId(in.id(GrantId.PREFIX)),
                    CreditGranted.Kind.values()[(int) in.number()], in.number(), in.number(), in.number(),
                    (int) in.number(), in.number(), scope(in)));
        }
        return new Wallet(grants, paidNanos, receivableNanos);
    }

    private static CreditGranted.Scope scope(RowReader in) {
        Set<Service> services = new HashSet<>();
        for (long left = in.number(); left > 0; left--) {
            services.add(Service.values()[(int) in.number()]);
        }
        Set<String> models = new HashSet<>();
        for (long left = in.number(); left > 0; left--) {
            models.add(in.text());
        }
        return services.isEmpty() && models.isEmpty()
                ? CreditGranted.Scope.EVERYTHING
                : new CreditGranted.Scope(services, models);
    }

    private static void write(RowWriter out, OpenRow row) {
        out.id(row.keyId().value(), KeyId.PREFIX);
        writeJournal(out, row.journal());
        UsageReserved reserved = row.reserved();
        out.flag(reserved != null);
        if (reserved != null) {
            ReservationCodec.write(out, reserved);
        }
        out.number(row.windowMillis());
        out.number(row.reservedNanos());
        out.number(row.reservedTokens());
        out.number(row.extensions());
        TokenUsage progress = row.progress();
        out.flag(progress != null);
        if (progress != null) {
            ReservationCodec.write(out, progress);
        }
    }

    private static OpenRow open(RowReader in) {
        return new OpenRow(new KeyId(in.id(KeyId.PREFIX)), journal(in), reservation(in), in.number(), in.number(),
                in.number(), (int) in.number(), in.flag() ? ReservationCodec.tokens(in) : null);
    }

    private static @Nullable UsageReserved reservation(RowReader in) {
        if (in.version() == FIRST_VERSION) {
            return (UsageReserved) event(in);
        }
        return in.flag() ? ReservationCodec.read(in) : null;
    }

    private static void writeJournal(RowWriter out, @Nullable JournalId journal) {
        out.flag(journal != null);
        if (journal != null) {
            out.id(journal.value(), JournalId.PREFIX);
        }
    }

    private static @Nullable JournalId journal(RowReader in) {
        return in.flag() ? new JournalId(in.id(JournalId.PREFIX)) : null;
    }

    /// An end that waits for its reservation is rare, and keeps the form it has on the wire.
    private static void writeEvent(RowWriter out, @Nullable AccountEvent event) {
        out.option(event == null ? null : AccountEventCodec.type(event));
        if (event != null) {
            out.blob(AccountEventCodec.encode(event));
        }
    }

    private static @Nullable AccountEvent event(RowReader in) {
        String type = in.option();
        return type == null ? null : AccountEventCodec.decode(type, in.blob());
    }

    private static void write(RowWriter out, Map<Long, Long> numbers) {
        out.number(numbers.size());
        if (numbers.isEmpty()) {
            return;
        }
        numbers.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> {
            out.number(each.getKey());
            out.number(each.getValue());
        });
    }

    private static Map<Long, Long> numbers(RowReader in) {
        long left = in.number();
        if (left == 0) {
            return Map.of();
        }
        Map<Long, Long> numbers = new HashMap<>();
        for (; left > 0; left--) {
            numbers.put(in.number(), in.number());
        }
        return numbers;
    }

    private static RowWriter started() {
        RowWriter out = new RowWriter();
        out.version(VERSION);
        return out;
    }

    private static RowReader opened(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] < FIRST_VERSION || bytes[0] > VERSION) {
            throw new IllegalArgumentException("row: version " + (bytes.length == 0 ? "none" : "" + bytes[0])
                    + " (expected: " + FIRST_VERSION + ".." + VERSION + ")");
        }
        return new RowReader(bytes);
    }
}
