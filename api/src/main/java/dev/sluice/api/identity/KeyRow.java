package dev.sluice.api.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.ids.KeyHash;

/// What the decider remembers of one key.
///
/// @param hash
///            of the present secret
/// @param replaced
///            secrets before it that may still work, oldest first; null in rows written before there were any
/// @param blockedFrom
///            what it comes back to when an operator unblocks it; null = it is not blocked
public record KeyRow(KeyHash hash, KeyView view, @Nullable List<Replaced> replaced,
        KeyView.@Nullable Status blockedFrom) {

    /// A secret that was replaced and works until then.
    public record Replaced(KeyHash hash, String last4, Instant until) {}

    public KeyRow {
        replaced = replaced == null ? List.of() : List.copyOf(replaced);
    }

    List<Replaced> old() {
        return replaced == null ? List.of() : replaced;
    }

    KeyRow with(KeyView changed) {
        return new KeyRow(hash, changed, replaced, blockedFrom);
    }

    KeyRow blocked(KeyView.@Nullable Status from) {
        return new KeyRow(hash, view, replaced, from);
    }

    KeyRow regenerated(KeyHash secret, KeyView changed, Instant until) {
        return new KeyRow(secret, changed,
                Stream.concat(old().stream(), Stream.of(new Replaced(hash, view.last4(), until))).toList(),
                blockedFrom);
    }

    KeyRow without(KeyHash secret) {
        return new KeyRow(hash, view, old().stream().filter(other -> !other.hash().equals(secret)).toList(),
                blockedFrom);
    }

    /// The rows of the view: all that holds for the key holds for its old secrets, for as long as they work.
    List<Change> rows(Instant at) {
        List<Change> rows = new ArrayList<>();
        old().forEach(secret -> rows.add(new Change.KeyIs(secret.hash(), row(secret, at))));
        rows.add(new Change.KeyIs(hash, view));
        return rows;
    }

    private KeyView row(Replaced secret, Instant at) {
        Instant end = view.expiresAt() == null || view.expiresAt().isAfter(secret.until())
                ? secret.until()
                : view.expiresAt();
        KeyView.Status status = at.isBefore(secret.until()) ? view.status() : KeyView.Status.REVOKED;
        return new KeyView(view.keyId(), view.userId(), status, view.permissions(), view.models(), view.limits(),
                view.budgets(), view.addresses(), end, secret.last4(), view.createdAt(), view.updatedAt(),
                view.version(), null, secret.until());
    }
}
