package dev.sluice.relay.server.framing;

import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// What a client sent before the answer to its previous request was whole. Past the bound the connection is
/// not read until there is room.
public final class Pipelined {

    private final Deque<HttpObject> parts = new ArrayDeque<>(0);
    private int bytes;

    public void add(HttpObject part, Channel channel) {
        parts.add(part);
        bytes += size(part);
        if (bytes > Bounds.PIPELINED_BYTES_MAX || parts.size() > Bounds.PIPELINED_PARTS_MAX) {
            channel.config().setAutoRead(false);
        }
    }

    @Nullable
    public HttpObject poll(Channel channel) {
        HttpObject part = parts.poll();
        if (part != null) {
            bytes -= size(part);
        }
        if (parts.isEmpty() && !channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
        return part;
    }

    public void release() {
        parts.forEach(ReferenceCountUtil::release);
        parts.clear();
        bytes = 0;
    }

    private static int size(HttpObject part) {
        return part instanceof HttpContent content ? content.content().readableBytes() : 0;
    }
}
