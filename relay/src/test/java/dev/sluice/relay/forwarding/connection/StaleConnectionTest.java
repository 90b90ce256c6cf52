package dev.sluice.relay.forwarding.connection;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.body.ByteBudget;
import dev.sluice.relay.body.MemoryBody;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;
import dev.sluice.relay.upstream.breaker.BreakerRules;
import dev.sluice.relay.upstream.choice.Upstreams;

import static org.assertj.core.api.Assertions.assertThat;

/// A connection that is found dead as a request is written to it: only what surely was not sent may be
/// sent again.
class StaleConnectionTest {

    private final Heard heard = new Heard();
    private final ByteBudget budget = new ByteBudget(2);
    private final ByteBuf body = Unpooled.copiedBuffer(new byte[]{'{', '}'});

    @Test
    void aHeadThatCouldNotBeWrittenWasNotSent() {
        EmbeddedChannel channel = failing(HttpRequest.class);

        send(channel);

        assertThat(heard.calls).containsExactly("unsent");
        assertThat(channel.isOpen()).isFalse();
        assertThat(body.refCnt()).isZero();
    }

    @Test
    void aBodyThatCouldNotBeWrittenMayHaveBeenSentInPart() {
        EmbeddedChannel channel = failing(HttpContent.class);

        send(channel);

        assertThat(heard.calls).containsExactly("sent", "broken");
        assertThat(body.refCnt()).isZero();
    }

    @Test
    void aConnectionThatIsClosedAlreadySendsNothing() {
        EmbeddedChannel channel = failing(Void.class);
        var _ = channel.close();

        send(channel);

        assertThat(heard.calls).containsExactly("unsent");
        assertThat(body.refCnt()).isZero();
    }

    private void send(EmbeddedChannel channel) {
        MemoryBody held = new MemoryBody(body, budget, 0);
        connection(channel).send(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"), held,
                body.retainedSlice(), heard);
        held.release();
        channel.runPendingTasks();
        channel.releaseOutbound();
    }

    private static EmbeddedChannel failing(Class<?> part) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.pipeline().addLast(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                if (part.isInstance(message)) {
                    ReferenceCountUtil.release(message);
                    var _ = promise.setFailure(new IOException("reset"));
                } else {
                    var _ = context.write(message, promise);
                }
            }
        });
        return channel;
    }

    private static UpstreamConnection connection(EmbeddedChannel channel) {
        Upstreams upstreams = new Upstreams(BreakerRules.STANDARD, () -> 0);
        upstreams.swap(new UpstreamSet(
                List.of(Upstream.plain("one", Service.CLAUDE, URI.create("http://one"), new Secret("k"))),
                Failover.OFF));
        UpstreamPool pool = new UpstreamPool(channel.eventLoop(), EmbeddedChannel.class, tls(), upstreams, () -> 0);
        UpstreamConnection connection = new UpstreamConnection(upstreams.all().getFirst(), channel, pool, 0);
        if (channel.isOpen()) {
            channel.pipeline().addLast(connection);
        }
        return connection;
    }

    private static SslContext tls() {
        try {
            return SslContextBuilder.forClient().build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Notes what it is told.
    private static final class Heard implements AnswerSink {

        private final List<String> calls = new ArrayList<>();

        @Override
        public void onSent() {
            calls.add("sent");
        }

        @Override
        public void onUnsent() {
            calls.add("unsent");
        }

        @Override
        public void onHead(HttpResponse head) {
            calls.add("head");
        }

        @Override
        public void onContent(HttpContent part) {
            part.release();
        }

        @Override
        public void onBatchEnd() {}

        @Override
        public void onBodyLost() {
            calls.add("body lost");
        }

        @Override
        public void onBroken() {
            calls.add("broken");
        }
    }
}
