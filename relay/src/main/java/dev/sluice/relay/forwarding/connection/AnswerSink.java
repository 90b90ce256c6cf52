package dev.sluice.relay.forwarding.connection;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;

/// Takes what an upstream connection receives for one request.
public interface AnswerSink {

    /// The head of the request went out: from here on the provider may have it.
    void onSent();

    /// The connection ended before the head of the request went out: the provider cannot have it.
    void onUnsent();

    void onHead(HttpResponse head);

    /// Takes over the reference of the content.
    void onContent(HttpContent content);

    /// What was received at once has been handed over.
    void onBatchEnd();

    /// The body cannot be read any more where it was kept: the request was not sent whole, and its connection is
    /// ended. The provider has no part in it.
    void onBodyLost();

    /// The connection ended before the answer did.
    void onBroken();
}
