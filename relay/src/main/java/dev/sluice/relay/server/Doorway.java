package dev.sluice.relay.server;

import java.util.function.Function;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;

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
        LoopContext context = contexts.apply(channel.eventLoop());
        Peer peer = new Peer(edge.proxies(), channel.remoteAddress());
        ChannelPipeline pipeline = channel.pipeline();
        if (edge.proxyProtocol() && peer.isTrusted()) {
            pipeline.addLast(new HAProxyMessageDecoder(ProxyHeader.FIELDS_BYTES_MAX), new ProxyHeader(peer));
        }
        pipeline.addLast(new HttpServerCodec(decoderConfig()));
        pipeline.addLast(new ClientConnection(desk, context, channel, peer));
    }

    private static HttpDecoderConfig decoderConfig() {
        return new HttpDecoderConfig().setMaxInitialLineLength(Bounds.REQUEST_LINE_BYTES_MAX)
                .setMaxHeaderSize(Bounds.HEAD_BYTES_MAX).setMaxChunkSize(Bounds.CHUNK_BYTES_MAX)
                .setUseRfc9112TransferEncoding(true);
    }
}
