package dev.sluice.relay.forwarding;

import java.util.function.LongSupplier;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;

import dev.sluice.contracts.usage.Outcome;
import dev.sluice.relay.exchange.Exchange;
import dev.sluice.relay.forwarding.answer.ClientLeg;
import dev.sluice.relay.forwarding.connection.UpstreamPool;
import dev.sluice.relay.forwarding.request.RelayedRequest;
import dev.sluice.relay.refusal.RefusalAnswers;
import dev.sluice.relay.upstream.choice.Upstreams;

/// Starts transfers on one event loop and keeps that loop's connections to the providers.
public final class Forwarder {

    private static final int SCRATCH_BYTES = 16 * 1024;

    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private final UpstreamPool pool;
    private final Upstreams upstreams;
    private final Timeouts timeouts;
    private final RefusalAnswers answers;
    private final TransferListener listener;
    private final LongSupplier nanos;

    /// `nanos` is a monotonic clock.
    public Forwarder(EventLoop loop, Class<? extends Channel> channelType, SslContext tls, Upstreams upstreams,
            Timeouts timeouts, RefusalAnswers answers, TransferListener listener, LongSupplier nanos) {
        this.pool = new UpstreamPool(loop, channelType, tls, upstreams, nanos);
        this.upstreams = upstreams;
        this.timeouts = timeouts;
        this.answers = answers;
        this.listener = listener;
        this.nanos = nanos;
    }

    /// Sends an admitted request on its way; takes over its body.
    public Transfer start(ClientLeg client, Exchange exchange, RelayedRequest request) {
        Transfer transfer = new Transfer(this, client, exchange, request);
        transfer.begin();
        return transfer;
    }

    /// Ends an exchange whose client left before anything could be sent.
    public void abandon(Exchange exchange, RelayedRequest request) {
        EndNote note = new EndNote(this, exchange, request);
        request.release();
        note.close(Outcome.CLIENT_CANCEL, "client-left", null, safe -> {
        });
    }

    /// Called about once a second on the loop.
    public void tick() {
        pool.tick();
    }

    public void close() {
        pool.close();
    }

    /// Heap memory that all answers of the loop share while they are read.
    byte[] scratch() {
        return scratch;
    }

    UpstreamPool pool() {
        return pool;
    }

    Upstreams upstreams() {
        return upstreams;
    }

    Timeouts timeouts() {
        return timeouts;
    }

    RefusalAnswers answers() {
        return answers;
    }

    TransferListener listener() {
        return listener;
    }

    long nanos() {
        return nanos.getAsLong();
    }
}
