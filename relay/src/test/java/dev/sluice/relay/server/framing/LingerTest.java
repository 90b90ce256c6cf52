package dev.sluice.relay.server.framing;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// How a connection is ended whose client takes nothing.
class LingerTest {

    private final NothingIsTaken client = new NothingIsTaken();
    private final EmbeddedChannel channel = new EmbeddedChannel(client);

    @AfterEach
    void end() {
        assertThat(channel.isOpen()).isFalse();
        channel.finishAndReleaseAll();
    }

    @Test
    void abortingWaitsUntilWhatWasWrittenIsTaken() {
        Linger.abort(channel, false);
        assertThat(channel.isOpen()).isTrue();

        client.waiting.forEach(ChannelPromise::setSuccess);
        channel.runPendingTasks();
    }

    @Test
    void cuttingWaitsForNothing() {
        var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1024]));

        Linger.cut(channel, false);

        assertThat(channel.isOpen()).isFalse();
    }

    private static final class NothingIsTaken extends ChannelOutboundHandlerAdapter {

        private final List<ChannelPromise> waiting = new ArrayList<>();

        @Override
        public void write(ChannelHandlerContext context, Object part, ChannelPromise taken) {
            ReferenceCountUtil.release(part);
            waiting.add(taken);
        }
    }
}
