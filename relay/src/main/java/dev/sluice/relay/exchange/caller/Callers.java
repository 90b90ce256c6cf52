package dev.sluice.relay.exchange.caller;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyHash;
import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.exchange.caller.KeyDirectory.Lookup;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.Forbidden;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.refusal.Refusal.Unauthenticated;

/// Finds out who sends a request. A key may stand in `Authorization: Bearer` or in `x-api-key`; where both
/// stand and only one is a key of ours, that one counts (wire-protocols §8.3). A typo is told apart from a key that
/// nobody has by the key's checksum, without a look-up.
public final class Callers {

    private static final String BEARER = "bearer ";
    private static final String JWT_PREFIX = "eyJ";

    private final KeyDirectory keys;
    private final AddressRule addresses;
    private final InstantSource clock;

    public Callers(KeyDirectory keys, InstantSource clock) {
        this.keys = keys;
        this.addresses = new AddressRule();
        this.clock = clock;
    }

    /// Who may use any service: for lists of models.
    public Caller identify(@Nullable String authorization, @Nullable String apiKey, String address) {
        String bearer = bearer(authorization);
        String chosen = isOurs(bearer) || apiKey == null ? bearer : apiKey;
        if (chosen == null || chosen.isBlank()) {
            return refused(new Unauthenticated.KeyMissing());
        }
        if (isOurs(bearer) && isOurs(apiKey) && !Objects.equals(bearer, apiKey)) {
            return refused(new Unauthenticated.KeyUnknown());
        }
        if (chosen.startsWith(JWT_PREFIX)) {
            return refused(new Unauthenticated.ForeignToken());
        }
        Optional<KeySecret> secret = KeySecret.parse(chosen);
        return secret.isEmpty() ? refused(new Unauthenticated.KeyMistyped()) : lookUp(secret.get(), address);
    }

    /// Who may use this service.
    public Caller identify(
            @Nullable String authorization, @Nullable String apiKey, String address, Service service) {
        Caller caller = identify(authorization, apiKey, address);
        boolean permitted = !(caller instanceof Caller.Known(var key, var _, var _))
                || key.permissions().contains(service);
        return permitted ? caller : refused(new Forbidden.ServiceNotPermitted(service));
    }

    private Caller lookUp(KeySecret secret, String address) {
        return lookUp(secret.hash(), address);
    }

    private Caller lookUp(KeyHash hash, String address) {
        return switch (keys.find(hash)) {
            case Lookup.Loading() -> refused(new NotNow.KeysLoading());
            case Lookup.Unknown() -> refused(new Unauthenticated.KeyUnknown());
            case Lookup.Known(var key, var user) -> judged(key, user, hash, address);
        };
    }

    private Caller judged(KeyView key, UserView user, KeyHash hash, String address) {
        Refusal refusal = ofKey(key);
        refusal = refusal == null ? ofUser(user) : refusal;
        if (refusal == null && !addresses.permits(key.addresses(), address)) {
            refusal = new Forbidden.AddressNotPermitted();
        }
        return refusal == null ? new Caller.Known(key, user, () -> lookUp(hash, address)) : refused(refusal);
    }

    private @Nullable Refusal ofKey(KeyView key) {
        Instant expiresAt = key.expiresAt();
        return switch (key.status()) {
            case REVOKED -> new Unauthenticated.KeyRevoked();
            case SUSPENDED -> new Forbidden.KeySuspended();
            case ACTIVE -> expiresAt != null && !clock.instant().isBefore(expiresAt)
                    ? new Unauthenticated.KeyExpired(expiresAt)
                    : null;
        };
    }

    private static @Nullable Refusal ofUser(UserView user) {
        return switch (user.status()) {
            case ACTIVE -> null;
            case UNVERIFIED -> new Forbidden.EmailUnverified();
            case SUSPENDED -> new Forbidden.UserSuspended();
            case DELETED -> new Unauthenticated.KeyUnknown();
        };
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        return authorization.substring(BEARER.length()).strip();
    }

    private static boolean isOurs(@Nullable String credential) {
        return credential != null && credential.startsWith(KeySecret.PREFIX);
    }

    private static Caller refused(Refusal refusal) {
        return new Caller.Refused(refusal);
    }
}
