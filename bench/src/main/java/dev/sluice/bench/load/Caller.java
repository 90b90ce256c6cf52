package dev.sluice.bench.load;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// One connection of the generator: sends its request, reads the whole answer, tells its load.
final class Caller extends ChannelInboundHandlerAdapter {

    private static final int SUCCESS = 2;

    private final Run run;
    private final Counts counts;
    private final Ask ask;
    private final TokenReader tokens = new TokenReader(this::token);
    private @Nullable Channel channel;
    private long made;
    private long dueNanos;
    private long sentNanos;
    private boolean busy;
    private boolean good;
    private boolean streaming;

    Caller(Run run, Counts counts, Ask ask) {
        this.run = run;
        this.counts = counts;
        this.ask = ask;
    }

    long made() {
        return made;
    }

    /// Sends the request that was due at that time.
    void ask(long due) {
        Channel open = channel;
        if (open == null) {
            throw new IllegalStateException("a connection that is not open cannot ask");
        }
        made++;
        busy = true;
        streaming = false;
        dueNanos = due;
        sentNanos = System.nanoTime();
        var _ = open.writeAndFlush(Unpooled.wrappedBuffer(ask.bytes()));
    }

    void close() {
        Channel open = channel;
        if (open != null) {
            var _ = open.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        run.ready(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse head) {
            good = head.status().code() / 100 == SUCCESS && head.decoderResult().isSuccess();
        }
        if (message instanceof HttpContent part) {
            tokens.read(part.content());
        }
        boolean last = message instanceof LastHttpContent;
        ReferenceCountUtil.release(message);
        if (last) {
            answered();
        }
    }

    private void token(long stamp) {
        long now = System.nanoTime();
        if (!streaming) {
            streaming = true;
            counts.firstToken(now - sentNanos);
        }
        counts.token(now - stamp);
    }

    private void answered() {
        busy = false;
        stopStreaming();
        if (good) {
            counts.answered(System.nanoTime() - dueNanos);
        } else {
            Counts.add(counts.failed, 1);
        }
        run.ready(this);
    }

    private void stopStreaming() {
        if (streaming) {
            streaming = false;
            Counts.add(counts.streaming, -1);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        channel = null;
        stopStreaming();
        if (busy) {
            Counts.add(counts.broken, 1);
        }
        run.gone();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
