package dev.sluice.relay.forwarding.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.body.Span;
import dev.sluice.relay.body.SpilledBody;
import dev.sluice.relay.dialect.RequestFacts.Splice;

/// A body on its way from its file to an upstream, with its edits: a piece at a time, as fast as the connection takes
/// them. Holds the body until it is over, one way or the other. Confined to the connection's loop.
final class SpilledSending {

    static final int PIECE_BYTES = 128 * 1024;

    private final Channel channel;
    private final SpilledBody body;
    private final Deque<Splice> edits;
    private final Consumer<Ending> ended;
    private int at;
    private boolean reading;
    private boolean over;

    /// How it ended.
    enum Ending {
        /// All of it was written.
        WHOLE,
        /// The connection did not take all of it.
        CUT,
        /// The disk did not give all of it back.
        LOST
    }

    /// `ended` hears it once, unless it was stopped.
    SpilledSending(Channel channel, SpilledBody body, List<Splice> edits, Consumer<Ending> ended) {
        this.channel = channel;
        this.body = body;
        this.edits = new ArrayDeque<>(edits);
        this.ended = ended;
        body.retain();
    }

    /// Goes on as far as the connection takes more.
    void next() {
        while (!over && !reading && channel.isWritable()) {
            Splice edit = edits.peek();
            int until = edit == null ? body.bytes() : edit.offset();
            if (at < until) {
                reading = true;
                body.read(new Span(at, Math.min(PIECE_BYTES, until - at)), channel.eventLoop(), this::piece);
            } else if (edit != null) {
                edits.remove();
                at = edit.offset() + edit.removed();
                var _ = channel.write(
                        new DefaultHttpContent(ByteBufUtil.writeUtf8(channel.alloc(), edit.inserted())));
            } else {
                finish();
            }
        }
    }

    private void finish() {
        stop();
        var _ = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                .addListener(written -> ended.accept(written.isSuccess() ? Ending.WHOLE : Ending.CUT));
    }

    private void piece(@Nullable ByteBuf read) {
        reading = false;
        if (over) {
            if (read != null) {
                read.release();
            }
        } else if (read == null) {
            stop();
            ended.accept(Ending.LOST);
        } else {
            at += read.readableBytes();
            var _ = channel.writeAndFlush(new DefaultHttpContent(read));
            next();
        }
    }

    /// Lets go of the body; nothing more is sent.
    void stop() {
        if (!over) {
            over = true;
            body.release();
        }
    }
}
