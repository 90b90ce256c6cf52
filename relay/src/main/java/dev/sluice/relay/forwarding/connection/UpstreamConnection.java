package dev.sluice.relay.forwarding.connection;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.body.MemoryBody;
import dev.sluice.relay.body.SpilledBody;
import dev.sluice.relay.dialect.RequestFacts.Splice;
import dev.sluice.relay.upstream.choice.LiveUpstream;

/// One HTTP/1.1 connection to a provider; serves one request at a time and goes back to its pool when the
/// answer is complete and both sides want to go on.
public final class UpstreamConnection extends ChannelInboundHandlerAdapter {

    private final LiveUpstream upstream;
    private final Channel channel;
    private final UpstreamPool pool;
    private final long openedNanos;
    private @Nullable AnswerSink sink;
    private @Nullable SpilledSending sending;
    private boolean interim;
    private boolean reusable;
    private boolean sent;
    private long idleSinceNanos;

    UpstreamConnection(LiveUpstream upstream, Channel channel, UpstreamPool pool, long openedNanos) {
        this.upstream = upstream;
        this.channel = channel;
        this.pool = pool;
        this.openedNanos = openedNanos;
    }

    public LiveUpstream upstream() {
        return upstream;
    }

    boolean isOpen() {
        return channel.isActive();
    }

    long openedNanos() {
        return openedNanos;
    }

    long idleSinceNanos() {
        return idleSinceNanos;
    }

    void idleSince(long nanos) {
        idleSinceNanos = nanos;
    }

    /// Sends a whole request and takes over the reference of `whole`, the view of the body that goes up. The body is
    /// held until it is written.
    public void send(HttpRequest head, MemoryBody body, ByteBuf whole, AnswerSink answerSink) {
        begin(answerSink);
        body.retain();
        var _ = channel.write(head).addListener((ChannelFutureListener) this::headWritten);
        var _ = channel.writeAndFlush(new DefaultLastHttpContent(whole)).addListener(written -> {
            body.release();
            bodySent(written.isSuccess());
        });
    }

    /// As above, a body in a file, as fast as the provider takes it.
    public void send(HttpRequest head, SpilledBody body, List<Splice> edits, AnswerSink answerSink) {
        begin(answerSink);
        SpilledSending begun = new SpilledSending(channel, body, edits, this::bodyEnded);
        sending = begun;
        var _ = channel.writeAndFlush(head).addListener((ChannelFutureListener) this::headWritten);
        begun.next();
    }

    private void begin(AnswerSink answerSink) {
        sink = answerSink;
        sent = false;
        reusable = false;
    }

    private void bodySent(boolean whole) {
        sending = null;
        sent = whole;
        if (!whole) {
            var _ = channel.close();
        }
    }

    private void bodyEnded(SpilledSending.Ending ending) {
        AnswerSink receiver = sink;
        boolean lost = ending == SpilledSending.Ending.LOST;
        if (lost) {
            sink = null;
        }
        bodySent(ending == SpilledSending.Ending.WHOLE);
        if (lost && receiver != null) {
            receiver.onBodyLost();
        }
    }

    private void headWritten(ChannelFuture written) {
        AnswerSink receiver = sink;
        if (receiver == null) {
            return;
        }
        if (written.isSuccess()) {
            receiver.onSent();
        } else {
            sink = null;
            if (sending != null) {
                sending.stop();
            }
            receiver.onUnsent();
            var _ = channel.close();
        }
    }

    public void reading(boolean wanted) {
        if (channel.config().isAutoRead() != wanted) {
            channel.config().setAutoRead(wanted);
        }
    }

    /// Ends the request at the provider: HTTP/1.1 knows no other way.
    public void cancel() {
        sink = null;
        var _ = channel.close();
    }

    /// Ends the connection without a further word: no handler is asked.
    void end() {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        var _ = first == null ? channel.close() : first.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        AnswerSink receiver = sink;
        if (receiver == null || message instanceof HttpResponse broken && broken.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            var _ = channel.close();
            return;
        }
        if (message instanceof HttpResponse head) {
            interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (!interim) {
                reusable = HttpUtil.isKeepAlive(head);
                receiver.onHead(head);
            }
        }
        if (message instanceof HttpContent content) {
            take(receiver, content);
        }
    }

    private void take(AnswerSink receiver, HttpContent content) {
        if (interim || sink == null || content.decoderResult().isFailure()) {
            content.release();
            if (!interim) {
                var _ = channel.close();
            }
            return;
        }
        if (content instanceof LastHttpContent) {
            sink = null;
            reading(true);
            receiver.onContent(content);
            receiver.onBatchEnd();
            leave();
        } else {
            receiver.onContent(content);
        }
    }

    private void leave() {
        if (reusable && sent && channel.isActive()) {
            pool.release(this);
        } else {
            var _ = channel.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        AnswerSink receiver = sink;
        if (receiver != null) {
            receiver.onBatchEnd();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (sending != null) {
            sending.next();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        pool.forget(this);
        if (sending != null) {
            sending.stop();
        }
        AnswerSink receiver = sink;
        sink = null;
        if (receiver != null) {
            receiver.onBroken();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = channel.close();
    }
}
