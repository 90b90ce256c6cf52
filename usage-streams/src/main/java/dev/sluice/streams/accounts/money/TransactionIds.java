package dev.sluice.streams.accounts.money;

import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

/// Ids that follow from what they name, so that a replay makes the same ones: UUIDv5(cause | kind | n).
public final class TransactionIds {

    /// Namespace of Sluice's own ids: UUIDv5 of the DNS namespace and `sluice.dev`.
    private static final UUID NAMESPACE = UUID.fromString("057a88a6-e585-58c3-9c63-98f2ef2b5e2f");

    private TransactionIds() {}

    public static String of(String cause, String kind, int n) {
        return UuidCreator.getNameBasedSha1(NAMESPACE, cause + "|" + kind + "|" + n).toString();
    }
}
