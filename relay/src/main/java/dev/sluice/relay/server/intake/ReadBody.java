package dev.sluice.relay.server.intake;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.dialect.RequestFacts;
import dev.sluice.relay.refusal.Refusal;

/// What came of reading a request body.
public sealed interface ReadBody {

    /// Can be served. `replacement` is the decoded content where our one edit must go into an encoded body: it is
    /// sent plain then, and is the receiver's to release (ADR 14). Null otherwise: the body goes as it came.
    record Fit(RequestFacts facts, int contentBytes, @Nullable ByteBuf replacement) implements ReadBody {}

    record Unfit(Refusal refusal) implements ReadBody {}
}
