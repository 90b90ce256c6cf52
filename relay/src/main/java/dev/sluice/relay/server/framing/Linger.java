package dev.sluice.relay.server.framing;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2StreamChannel;

/// How a connection or a stream of HTTP/2 is closed, as the client is to see it.
public final class Linger {

    private Linger() {}

    /// Makes sure that no client takes the answer for a whole one: a chunked answer without its last chunk
    /// does, a reset of the stream (for an error, which the codec counts: closing the stream would be a mere
    /// cancellation), and for a client without chunks a reset of the connection.
    public static void abort(Channel channel, boolean withoutChunks) {
        if (channel instanceof Http2StreamChannel) {
            reset(channel, Http2Error.INTERNAL_ERROR);
            return;
        }
        if (withoutChunks) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /// As `abort`, but at once: what the client did not take yet is lost.
    public static void cut(Channel channel, boolean withoutChunks) {
        if (channel instanceof Http2StreamChannel) {
            reset(channel, Http2Error.INTERNAL_ERROR);
        } else if (withoutChunks) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        var _ = channel.close();
    }

    /// After what was written. Where the client may still be sending only our side is closed: closing with bytes
    /// unread would be a reset, which can overtake the answer. The deadline of the connection ends it then.
    public static void close(Channel channel, boolean clientSends) {
        if (channel instanceof Http2StreamChannel) {
            reset(channel, Http2Error.NO_ERROR);
            return;
        }
        ChannelFuture written = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
        if (clientSends && channel instanceof DuplexChannel socket) {
            written.addListener(done -> {
                var _ = socket.shutdownOutput();
            });
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /// Ends a stream; one that has ended on both sides is left alone.
    private static void reset(Channel stream, Http2Error error) {
        if (stream.isActive()) {
            var _ = stream.writeAndFlush(new DefaultHttp2ResetFrame(error)).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
