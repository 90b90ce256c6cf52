package dev.sluice.relay.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;

/// Makes closing a connection a reset: the only way to tell a client without chunks that its answer is
/// not whole.
final class Linger {

    private Linger() {}

    static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
}
