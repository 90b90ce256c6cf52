package dev.sluice.relay.server;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.relay.exchange.OpenRequests;

/// The open requests of a server that is built after what must reach it.
final class LateOpenRequests implements OpenRequests {

    private final AtomicReference<@Nullable OpenRequests> server = new AtomicReference<>();

    void are(OpenRequests running) {
        server.set(running);
    }

    @Override
    public void keyChanged(KeyId keyId) {
        with(open -> open.keyChanged(keyId));
    }

    @Override
    public void userChanged(UserId userId) {
        with(open -> open.userChanged(userId));
    }

    @Override
    public void cutPrepaid() {
        with(OpenRequests::cutPrepaid);
    }

    @Override
    public int count() {
        OpenRequests running = server.get();
        return running == null ? 0 : running.count();
    }

    private void with(Consumer<OpenRequests> action) {
        OpenRequests running = server.get();
        if (running != null) {
            action.accept(running);
        }
    }
}
