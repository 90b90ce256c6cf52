package dev.sluice.relay.exchange.open;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;

/// The open requests of the listener once it runs. What keys and leases know must reach the listener, which
/// itself needs keys and admission: this is the knot between them.
public final class CurrentOpenRequests implements OpenRequests {

    private final AtomicReference<@Nullable OpenRequests> listener = new AtomicReference<>();

    /// The listener runs: what is told from now on reaches it.
    public void are(OpenRequests running) {
        listener.set(running);
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
        OpenRequests running = listener.get();
        return running == null ? 0 : running.count();
    }

    private void with(Consumer<OpenRequests> action) {
        OpenRequests running = listener.get();
        if (running != null) {
            action.accept(running);
        }
    }
}
