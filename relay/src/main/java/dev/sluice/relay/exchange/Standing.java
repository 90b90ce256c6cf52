package dev.sluice.relay.exchange;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.pricing.PricedModel;
import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.exchange.caller.Caller;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.Forbidden;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.refusal.Refusal.Unfit;

/// What a request rests on from its first byte to its last: the key with its end, its user, the address it
/// came from, the service and the model. All of it may be withdrawn while the answer is still coming
/// (architecture D10). Confined to the event loop of its request.
final class Standing {

    private final Supplier<Caller> again;
    private final Service service;
    private final String asked;
    private final PricedModel model;
    private final InstantSource clock;
    private @Nullable Instant expiresAt;

    /// `asked` is the name of the model as the client wrote it.
    Standing(Caller.Known caller, Service service, String asked, PricedModel model, InstantSource clock) {
        this.again = caller.again();
        this.service = service;
        this.asked = asked;
        this.model = model;
        this.clock = clock;
        this.expiresAt = caller.key().expiresAt();
    }

    /// Why the request may not go on, by what is known now; null when it may. That nothing can be said at the
    /// moment takes nothing away.
    @Nullable
    Refusal lost() {
        return switch (again.get()) {
            case Caller.Refused(var refusal) -> refusal instanceof NotNow ? null : refusal;
            case Caller.Known known -> {
                expiresAt = known.key().expiresAt();
                yield withheldBy(known.key());
            }
        };
    }

    /// As `lost`, but looks only when the end of the key has come.
    @Nullable
    Refusal expired() {
        Instant end = expiresAt;
        return end == null || clock.instant().isBefore(end) ? null : lost();
    }

    /// An empty list permits every model; else the name asked for or the one in the price book must stand in it.
    private @Nullable Refusal withheldBy(KeyView key) {
        if (!key.permissions().contains(service)) {
            return new Forbidden.ServiceNotPermitted(service);
        }
        boolean permitted = key.models().isEmpty() || key.models().contains(asked) || key.models().contains(model.id());
        return permitted ? null : new Unfit.ModelNotPermitted(asked);
    }
}
