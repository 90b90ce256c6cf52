package dev.sluice.relay.server;

import java.util.function.Function;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;

import dev.sluice.relay.peer.Peer;
import dev.sluice.relay.peer.ProxyHeader;
import dev.sluice.relay.server.framing.Bounds;
import dev.sluice.relay.server.serving.ClientConnection;
import dev.sluice.relay.server.serving.Desk;
import dev.sluice.relay.server.serving.LoopContext;

/// Sets up what a new connection passes through before it is served.
final class Doorway extends ChannelInitializer<SocketChannel> {

    private final Desk desk;
    private final Edge edge;
    private final Function<EventLoop, LoopContext> contexts;

    Doorway(Desk desk, Edge edge, Function<EventLoop, LoopContext> contexts) {
        this.desk = desk;
        this.edge = edge;
        this.contexts = contexts;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        LoopContext loop = contexts.apply(channel.eventLoop());
        if (!loop.accepted(channel)) {
            var _ = channel.close();
            return;
        }
        Peer peer = new Peer(edge.proxies(), channel.remoteAddress());
        ChannelPipeline pipeline = channel.pipeline();
        if (edge.proxyProtocol() && peer.isTrusted()) {
            pipeline.addLast(new HAProxyMessageDecoder(ProxyHeader.FIELDS_BYTES_MAX), new ProxyHeader(peer));
        }
        if (edge.tls().isPresent()) {
            pipeline.addLast(edge.tls().get().handler(channel.alloc()), new Negotiated(channel, loop, peer));
        } else {
            serveHttp1(channel, loop, peer);
        }
    }

    private void serveHttp1(SocketChannel channel, LoopContext loop, Peer peer) {
        HttpDecoderConfig config = new HttpDecoderConfig().setMaxInitialLineLength(Bounds.REQUEST_LINE_BYTES_MAX)
                .setMaxHeaderSize(Bounds.HEAD_BYTES_MAX).setMaxChunkSize(Bounds.CHUNK_BYTES_MAX)
                .setUseRfc9112TransferEncoding(true);
        channel.pipeline().addLast(new HttpServerCodec(config), new ClientConnection(desk, loop, channel, peer));
    }

    /// Goes on with the protocol that client and server agreed on.
    private final class Negotiated extends ApplicationProtocolNegotiationHandler {

        private final SocketChannel channel;
        private final LoopContext loop;
        private final Peer peer;

        Negotiated(SocketChannel channel, LoopContext loop, Peer peer) {
            super(ApplicationProtocolNames.HTTP_1_1);
            this.channel = channel;
            this.loop = loop;
            this.peer = peer;
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext context, String protocol) {
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                Http2Sessions.serve(context.pipeline(), desk, loop, peer);
            } else {
                serveHttp1(channel, loop, peer);
            }
        }

        /// Most are clients that do not trust the certificate, or no TLS at all: nothing of ours to log.
        @Override
        protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
