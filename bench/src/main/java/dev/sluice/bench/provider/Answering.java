package dev.sluice.bench.provider;

import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/// One connection of a contestant: answers each request once it is whole.
final class Answering extends ChannelInboundHandlerAdapter {

    private @Nullable Ordered ordered;
    private @Nullable ScheduledFuture<?> pace;
    private int left;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            ordered = Ordered.of(request.uri());
        }
        if (message instanceof LastHttpContent && ordered != null) {
            answer(context, ordered);
        }
        ReferenceCountUtil.release(message);
    }

    private void answer(ChannelHandlerContext context, Ordered now) {
        if (!now.streams()) {
            whole(context, now.shape());
            return;
        }
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_EVENT_STREAM)
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE).set("request-id", "req_bench");
        var _ = context.write(head);
        var _ = context.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(now.shape().opening())));
        left = now.chunks();
        if (now.gapNanos() == 0) {
            while (left > 0) {
                token(context, now);
            }
        } else {
            token(context, now);
            pace(context, now);
        }
    }

    private static void whole(ChannelHandlerContext context, Shape shape) {
        DefaultFullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK,
                Unpooled.wrappedBuffer(shape.json()));
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, shape.json().length).set("request-id", "req_bench");
        var _ = context.writeAndFlush(answer);
    }

    private void pace(ChannelHandlerContext context, Ordered now) {
        if (left > 0) {
            pace = context.executor().scheduleAtFixedRate(() -> token(context, now), now.gapNanos(), now.gapNanos(),
                    TimeUnit.NANOSECONDS);
        }
    }

    private void token(ChannelHandlerContext context, Ordered now) {
        left--;
        var _ = context.writeAndFlush(new DefaultHttpContent(frame(context, now.shape())));
        if (left == 0) {
            stop();
            var _ = context.write(new DefaultHttpContent(Unpooled.wrappedBuffer(now.shape().ending())));
            var _ = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    private static ByteBuf frame(ChannelHandlerContext context, Shape shape) {
        int length = shape.before().length + 1 + Stamps.DIGITS + shape.after().length;
        ByteBuf frame = context.alloc().directBuffer(length).writeBytes(shape.before()).writeByte(Stamps.MARK);
        int at = frame.writerIndex();
        frame.writerIndex(at + Stamps.DIGITS);
        long rest = System.nanoTime();
        for (int digit = Stamps.DIGITS - 1; digit >= 0; digit--) {
            frame.setByte(at + digit, '0' + (int) (rest % 10));
            rest /= 10;
        }
        return frame.writeBytes(shape.after());
    }

    private void stop() {
        ScheduledFuture<?> running = pace;
        pace = null;
        if (running != null) {
            var _ = running.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
