package dev.sluice.bench.provider;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;

/// The provider of the measurements, alone or as a process of its own: `MockProvider PORT`. Runs until it is
/// closed.
public final class MockProvider implements AutoCloseable {

    private static final int LOOPS = 2;
    private static final int BACKLOG = 4_096;

    private final MultiThreadIoEventLoopGroup loops;
    private final Channel listener;

    private MockProvider(MultiThreadIoEventLoopGroup loops, Channel listener) {
        this.loops = loops;
        this.listener = listener;
    }

    /// Listens on a port of the loopback address; 0 takes a free one.
    public static MockProvider listening(int port) {
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(LOOPS, EpollIoHandler.newFactory());
        Channel listener = new ServerBootstrap().group(loops).channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG).option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true).childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new Answering());
                    }
                }).bind(InetAddress.getLoopbackAddress(), port).syncUninterruptibly().channel();
        return new MockProvider(loops, listener);
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        loops.shutdownGracefully().awaitUninterruptibly();
    }

    public static void main(String[] args) {
        MockProvider provider = listening(Integer.parseInt(args[0]));
        provider.listener.closeFuture().awaitUninterruptibly();
    }
}
