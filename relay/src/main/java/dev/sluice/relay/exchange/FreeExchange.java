package dev.sluice.relay.exchange;

import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.relay.dialect.UsageReading;
import dev.sluice.relay.metering.AnswerMeter;
import dev.sluice.relay.refusal.Refusal;

/// A request that costs nothing (counting tokens): no reservation, no event, only metrics.
final class FreeExchange implements Exchange {

    private final RequestId requestId;
    private final KeyView key;
    private final UserView user;
    private final Standing standing;
    private boolean closed;

    FreeExchange(RequestId requestId, KeyView key, UserView user, Standing standing) {
        this.requestId = requestId;
        this.key = key;
        this.user = user;
        this.standing = standing;
    }

    @Override
    public RequestId requestId() {
        return requestId;
    }

    @Override
    public KeyId keyId() {
        return key.keyId();
    }

    @Override
    public UserId userId() {
        return user.userId();
    }

    @Override
    public @Nullable Refusal lost() {
        return standing.lost();
    }

    @Override
    public @Nullable Refusal expired() {
        return standing.expired();
    }

    @Override
    public Map<String, String> limits() {
        return Map.of();
    }

    @Override
    public boolean isPrepaid() {
        return false;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void progress(AnswerMeter answer, Consumer<Refusal> refused) {}

    @Override
    public void secondPassed(@Nullable AnswerMeter answer, Consumer<Refusal> refused) {}

    @Override
    public void close(End end, @Nullable UsageReading reading, long requestBytes, Consumer<Boolean> recorded) {
        closed = true;
        recorded.accept(true);
    }
}
