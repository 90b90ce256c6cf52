package dev.sluice.relay.server.serving;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.exchange.caller.Caller;
import dev.sluice.relay.exchange.caller.Callers;
import dev.sluice.relay.peer.FailedAttempts;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.Unauthenticated;

/// Finds out who asks, and keeps those waiting who only try keys. Confined to one event loop.
public final class Doorman {

    private static final String API_KEY = "x-api-key";

    private final Callers callers;
    private final FailedAttempts attempts;

    public Doorman(Callers callers, FailedAttempts attempts) {
        this.callers = callers;
        this.attempts = attempts;
    }

    /// A null service asks for no permission of the key.
    Caller identify(HttpHeaders headers, String address, @Nullable Service service) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        String apiKey = headers.get(API_KEY);
        String credential = authorization == null ? apiKey : authorization;
        if (attempts.mustWait(address, credential)) {
            return new Caller.Refused(
                    new Refusal.WindowFull("failed attempts from this address", FailedAttempts.FORGIVEN_AFTER));
        }
        Caller caller = service == null
                ? callers.identify(authorization, apiKey, address)
                : callers.identify(authorization, apiKey, address, service);
        switch (caller) {
            case Caller.Known _ -> attempts.succeeded(credential);
            case Caller.Refused(Unauthenticated _) -> attempts.failed(address);
            case Caller.Refused _ -> {
                // The key exists.
            }
        }
        return caller;
    }
}
