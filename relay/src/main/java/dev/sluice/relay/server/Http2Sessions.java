package dev.sluice.relay.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;

import dev.sluice.relay.peer.Peer;
import dev.sluice.relay.server.framing.Bounds;
import dev.sluice.relay.server.serving.ClientConnection;
import dev.sluice.relay.server.serving.Desk;
import dev.sluice.relay.server.serving.LoopContext;

/// Serves HTTP/2: each stream is a [ClientConnection] of its own with one request. Its flow control is the
/// backpressure: a stream that may not send is not writable.
final class Http2Sessions {

    static final int STREAMS_MAX = 128;
    /// What a client may send ahead: of one stream, and of the whole connection.
    static final int STREAM_WINDOW_BYTES = 1024 * 1024;
    static final int CONNECTION_WINDOW_BYTES = 4 * 1024 * 1024;
    static final int FRAME_BYTES_MAX = 16 * 1024;
    /// Streams that may be reset in a time: by the client (CVE-2023-44487) or by us because of what it sent
    /// (CVE-2025-55163). Past it the connection ends.
    static final int RESETS_MAX = 200;
    static final int RESETS_SECONDS = 30;
    /// Continuation frames that carry hardly anything (CVE-2024-27316), data frames that carry nothing
    /// (CVE-2019-9518), and answers to settings and pings that the client does not take (CVE-2019-9512, -9515).
    static final int SMALL_CONTINUATIONS_MAX = 16;
    static final int EMPTY_DATA_FRAMES_MAX = 16;
    static final int CONTROL_FRAMES_QUEUED_MAX = 1_000;

    /// Settings and pings of a client in a time, whether it reads our answers or not. Clients that look how fast they
    /// may go ping some ten times a second; past it the connection ends.
    static final int CONTROL_FRAMES_MAX = 1_000;
    static final Duration CONTROL_FRAMES_TIME = Duration.ofSeconds(30);

    private Http2Sessions() {}

    static void serve(ChannelPipeline pipeline, Desk desk, LoopContext loop, Peer peer) {
        Http2FrameCodec codec = codec();
        pipeline.addLast(codec, new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true),
                        new ClientConnection(desk, loop, stream, peer));
            }
        }));
        pipeline.addLast(new IdleStateHandler(0, 0, desk.bounds().idle().toMillis(), TimeUnit.MILLISECONDS),
                new Session(codec, desk.nanos()));
        loop.opened(pipeline.channel());
        try {
            Http2Connection connection = codec.connection();
            connection.local().flowController().incrementWindowSize(connection.connectionStream(),
                    CONNECTION_WINDOW_BYTES - Http2CodecUtil.DEFAULT_WINDOW_SIZE);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Http2FrameCodec codec() {
        Http2Settings settings = Http2Settings.defaultSettings().maxConcurrentStreams(STREAMS_MAX)
                .maxHeaderListSize(Bounds.HEAD_BYTES_MAX).initialWindowSize(STREAM_WINDOW_BYTES)
                .maxFrameSize(FRAME_BYTES_MAX);
        return Http2FrameCodecBuilder.forServer().initialSettings(settings).validateHeaders(true)
                .decoderEnforceMaxRstFramesPerWindow(RESETS_MAX, RESETS_SECONDS)
                .encoderEnforceMaxRstFramesPerWindow(RESETS_MAX, RESETS_SECONDS)
                .decoderEnforceMaxSmallContinuationFrames(SMALL_CONTINUATIONS_MAX)
                .decoderEnforceMaxConsecutiveEmptyDataFrames(EMPTY_DATA_FRAMES_MAX)
                .encoderEnforceMaxQueuedControlFrames(CONTROL_FRAMES_QUEUED_MAX)
                .gracefulShutdownTimeoutMillis(-1).build();
    }

    /// Ends a connection without streams after its time, and one that keeps us busy with itself.
    private static final class Session extends ChannelInboundHandlerAdapter {

        private final Http2FrameCodec codec;
        private final LongSupplier nanos;
        private long beganNanos;
        private int controlFrames;

        Session(Http2FrameCodec codec, LongSupplier nanos) {
            this.codec = codec;
            this.nanos = nanos;
            this.beganNanos = nanos.getAsLong();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            if (frame instanceof Http2SettingsFrame || frame instanceof Http2PingFrame) {
                count(context);
            }
            ReferenceCountUtil.release(frame);
        }

        private void count(ChannelHandlerContext context) {
            long now = nanos.getAsLong();
            if (now - beganNanos > CONTROL_FRAMES_TIME.toNanos()) {
                beganNanos = now;
                controlFrames = 0;
            }
            controlFrames++;
            if (controlFrames == CONTROL_FRAMES_MAX + 1) {
                codec.onError(context.pipeline().context(codec), false, Http2Exception
                        .connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many settings and pings"));
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof IdleStateEvent && codec.connection().numActiveStreams() == 0) {
                var _ = context.close();
            } else {
                context.fireUserEventTriggered(event);
            }
        }

        /// What breaks the rules of the protocol the codec itself ends, and says why.
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) == null) {
                var _ = context.close();
            }
        }
    }
}
