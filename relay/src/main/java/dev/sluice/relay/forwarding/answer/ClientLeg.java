package dev.sluice.relay.forwarding.answer;

import io.netty.handler.codec.http.HttpObject;

import dev.sluice.relay.refusal.Refusal;

/// The client's connection as a transfer sees it. Confined to its event loop.
public interface ClientLeg {

    /// Writes a part of the answer and takes over its reference.
    void write(HttpObject part);

    void flush();

    boolean isWritable();

    /// Gives this answer instead of a provider's; nothing was written yet.
    void refuse(Refusal refusal);

    /// The answer is written whole: the connection may take its next request.
    void finished();

    /// Breaks the connection so that no client can take the answer for a whole one.
    void abort();
}
