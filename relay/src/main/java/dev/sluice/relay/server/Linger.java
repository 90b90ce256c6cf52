package dev.sluice.relay.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;

/// How a connection is closed, as the client is to see it.
final class Linger {

    private Linger() {}

    /// Makes closing a connection a reset: the only way to tell a client without chunks that its answer is
    /// not whole.
    static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }

    /// After what was written. Where the client may still be sending only our side is closed: closing with bytes
    /// unread would be a reset, which can overtake the answer. The deadline of the connection ends it then.
    static void close(Channel channel, boolean clientSends) {
        ChannelFuture written = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
        if (clientSends && channel instanceof DuplexChannel socket) {
            written.addListener(_ -> socket.shutdownOutput());
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
