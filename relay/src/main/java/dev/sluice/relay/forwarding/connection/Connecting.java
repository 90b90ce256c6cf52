package dev.sluice.relay.forwarding.connection;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.upstream.Proxy;
import dev.sluice.relay.upstream.Upstream;

/// Opens connections to upstreams: through their proxy where they have one, and secured where their address
/// says so.
final class Connecting {

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int CHUNK_BYTES_MAX = 64 * 1024;
    private static final int HEAD_BYTES_MAX = 64 * 1024;

    private final EventLoop loop;
    private final Class<? extends Channel> channelType;
    private final SslContext tls;

    Connecting(EventLoop loop, Class<? extends Channel> channelType, SslContext tls) {
        this.loop = loop;
        this.channelType = channelType;
        this.tls = tls;
    }

    /// Exactly one of the two is called, on the loop; a connection is ready to be written to.
    void connect(Upstream upstream, Consumer<Channel> connected, Runnable failed) {
        Proxy proxy = upstream.proxy();
        if (proxy == null) {
            open(upstream, NameResolution.GROUP, null, connected, failed);
            return;
        }
        NameResolution.GROUP.getResolver(loop)
                .resolve(InetSocketAddress.createUnresolved(proxy.host(), proxy.port()))
                .addListener((Future<InetSocketAddress> resolved) -> {
                    if (resolved.isSuccess()) {
                        open(upstream, NoopAddressResolverGroup.INSTANCE, through(proxy, resolved.getNow()), connected,
                                failed);
                    } else {
                        failed.run();
                    }
                });
    }

    private void open(Upstream upstream, AddressResolverGroup<? extends SocketAddress> resolver,
            @Nullable ProxyHandler proxy, Consumer<Channel> connected, Runnable failed) {
        Bootstrap bootstrap = new Bootstrap().group(loop).channel(channelType).resolver(resolver)
                .option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        initialize(channel, upstream, proxy);
                    }
                });
        InetSocketAddress address = InetSocketAddress.createUnresolved(upstream.base().getHost(), upstream.port());
        bootstrap.connect(address).addListener((ChannelFutureListener) opened -> {
            if (opened.isSuccess()) {
                secure(opened.channel(), connected, failed);
            } else {
                failed.run();
            }
        });
    }

    private void initialize(SocketChannel channel, Upstream upstream, @Nullable ProxyHandler proxy) {
        ChannelPipeline pipeline = channel.pipeline();
        if (proxy != null) {
            pipeline.addLast(proxy);
        }
        if (upstream.isTls()) {
            SslHandler secured = tls.newHandler(channel.alloc(), upstream.base().getHost(), upstream.port());
            secured.setHandshakeTimeoutMillis(CONNECT_TIMEOUT.toMillis());
            pipeline.addLast(secured);
        }
        HttpDecoderConfig config = new HttpDecoderConfig().setMaxHeaderSize(HEAD_BYTES_MAX)
                .setMaxChunkSize(CHUNK_BYTES_MAX);
        pipeline.addLast(new HttpClientCodec(config, false, false));
        pipeline.addLast(new Closing());
    }

    /// What goes wrong on a connection ends it; the futures and the end say so to whoever waits.
    private static final class Closing extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }

    /// Waits for the last handshake: of TLS, else of the proxy.
    private static void secure(Channel channel, Consumer<Channel> connected, Runnable failed) {
        SslHandler secured = channel.pipeline().get(SslHandler.class);
        ProxyHandler proxy = channel.pipeline().get(ProxyHandler.class);
        if (secured == null && proxy == null) {
            connected.accept(channel);
            return;
        }
        Future<Channel> ready = secured != null ? secured.handshakeFuture() : proxy.connectFuture();
        ready.addListener((Future<Channel> done) -> {
            if (done.isSuccess() && channel.isActive()) {
                connected.accept(channel);
            } else {
                var _ = channel.close();
                failed.run();
            }
        });
    }

    private static ProxyHandler through(Proxy proxy, InetSocketAddress address) {
        Proxy.Login login = proxy.login();
        ProxyHandler handler = switch (proxy.kind()) {
            case HTTP -> login == null
                    ? new HttpProxyHandler(address)
                    : new HttpProxyHandler(address, login.user(), login.password().reveal());
            case SOCKS5 -> login == null
                    ? new Socks5ProxyHandler(address)
                    : new Socks5ProxyHandler(address, login.user(), login.password().reveal());
        };
        handler.setConnectTimeoutMillis(CONNECT_TIMEOUT.toMillis());
        return handler;
    }
}
