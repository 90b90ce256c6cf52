package dev.sluice.relay.peer;

import java.net.InetAddress;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;

/// Takes what a balancer says about its client before the first byte of the client, and leaves the pipeline.
/// What is not a PROXY header ends the connection.
public final class ProxyHeader extends ChannelInboundHandlerAdapter {

    /// Of all additional fields of version 2; nothing is read from them.
    public static final int FIELDS_BYTES_MAX = 4 * 1024;

    private final Peer peer;

    public ProxyHeader(Peer peer) {
        this.peer = peer;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof HAProxyMessage header)) {
            context.fireChannelRead(message);
            return;
        }
        try {
            // A balancer that looks whether we live speaks for itself (LOCAL), or of no address at all (UNKNOWN).
            if (header.command() == HAProxyCommand.PROXY && header.sourceAddress() != null) {
                peer.actsFor(InetAddress.ofLiteral(header.sourceAddress()));
            }
            context.pipeline().remove(this);
        } catch (IllegalArgumentException noAddress) {
            var _ = context.close();
        } finally {
            header.release();
        }
    }
}
