package dev.sluice.relay.exchange;

import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.relay.dialect.UsageReading;
import dev.sluice.relay.metering.AnswerMeter;
import dev.sluice.relay.refusal.Refusal;

/// One request that may go to the provider, until its end is written down. Confined to its event loop.
public sealed interface Exchange permits BilledExchange, FreeExchange {

    RequestId requestId();

    KeyId keyId();

    UserId userId();

    /// Why it may not go on by what is known now about its key, user, address, service and model; null when
    /// it may.
    @Nullable
    Refusal lost();

    /// As `lost`, once the end of its key has come; costs nothing before.
    @Nullable
    Refusal expired();

    /// Headers that tell how much is left of its limits, ours only.
    Map<String, String> limits();

    /// Whether its user pays in advance: then it may not run on while nobody can check the balance.
    boolean isPrepaid();

    /// Whether its terminal event was given to the journal.
    boolean isClosed();

    /// Something of the answer passed: reserves another slice before the last one is used up. `refused` hears why
    /// the answer must be cut off, once, and never for a request that is closed.
    void progress(AnswerMeter answer, Consumer<Refusal> refused);

    /// As `progress`, about once a second whether anything passed or not: the model may write where nobody sees
    /// it.
    /// `answer` is null while none has begun.
    void secondPassed(@Nullable AnswerMeter answer, Consumer<Refusal> refused);

    /// Writes down how the request ended and what it used (architecture D14), once; `recorded` hears whether the
    /// event is safe. `reading` is null when no answer began and none was being made; `requestBytes` is the size
    /// of the request's body.
    void close(End end, @Nullable UsageReading reading, long requestBytes, Consumer<Boolean> recorded);
}
