package dev.sluice.relay.server.serving;

import java.util.Optional;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.forwarding.Transfer;
import dev.sluice.relay.forwarding.answer.ClientLeg;
import dev.sluice.relay.peer.Peer;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.server.framing.Deadline;
import dev.sluice.relay.server.framing.HeadRules;
import dev.sluice.relay.server.framing.Linger;
import dev.sluice.relay.server.framing.Pipelined;

/// One connection of a client: reads requests one after the other, also pipelined ones, and answers each before it
/// looks at the next. It keeps reading while it answers, because that is how a client's leaving is noticed.
public final class ClientConnection extends ChannelInboundHandlerAdapter implements ClientLeg {

    private final Desk desk;
    private final LoopContext loop;
    private final Channel channel;
    private final Pipelined waiting = new Pipelined();
    private final Deadline deadline;
    private final Reception reception;
    private @Nullable Transfer transfer;
    private boolean serving;
    private boolean requestWhole;
    private boolean answerWhole;
    private boolean keepAlive = true;
    private boolean http10;
    private boolean clientSends;

    public ClientConnection(Desk desk, LoopContext loop, Channel channel, Peer peer) {
        this.desk = desk;
        this.loop = loop;
        this.channel = channel;
        this.deadline = new Deadline(desk.nanos(), desk.bounds().head());
        this.reception = new Reception(desk, loop, this, channel, peer, deadline);
    }

    /// What goes to a provider and back at the moment.
    public @Nullable Transfer transfer() {
        return transfer;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!loop.opened(this)) {
            var _ = channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        HttpObject part = (HttpObject) message;
        deadline.partRead();
        if (deadline.isClosing()) {
            ReferenceCountUtil.release(message);
        } else if (requestWhole) {
            waiting.add(part, channel);
        } else {
            take(part);
        }
    }

    /// Bytes that made no whole head yet: its time runs from the first of them.
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        deadline.readEnded(serving, desk.bounds().head());
    }

    private void take(HttpObject part) {
        Optional<Refusal> fault = HeadRules.faultOf(part);
        if (fault.isPresent()) {
            unserved(part, fault.get());
            return;
        }
        if (part instanceof HttpRequest head) {
            begin(head);
        }
        if (part instanceof HttpContent content) {
            body(content);
        }
    }

    /// Nothing that follows on this connection can be trusted to begin where it seems to.
    private void unserved(HttpObject part, Refusal refusal) {
        ReferenceCountUtil.release(part);
        keepAlive = false;
        requestWhole = true;
        clientSends = true;
        if (!answerWhole) {
            reception.close();
            reception.unreadable();
            startServing();
            refuse(refusal);
        }
    }

    private void begin(HttpRequest head) {
        http10 = HeadRules.isHttp10(head);
        keepAlive = HttpUtil.isKeepAlive(head) && !http10 && !desk.draining().get();
        startServing();
        deadline.body(desk.bounds().body());
        reception.head(head);
    }

    private void body(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        requestWhole = requestWhole || last;
        if (reception.isReceiving()) {
            deadline.received(content.content().readableBytes());
        }
        reception.body(content.content(), last);
        content.release();
        if (last) {
            proceed();
        }
    }

    private void startServing() {
        if (!serving) {
            serving = true;
            desk.open().incrementAndGet();
        }
    }

    /// The request goes to a provider: what comes back is the transfer's business.
    void forwards(Transfer started) {
        transfer = started.isDone() ? transfer : started;
    }

    /// Cuts what may not go on any more, by all that is known now.
    public void recheck() {
        Transfer passing = transfer;
        Refusal lost = passing == null ? null : passing.exchange().lost();
        if (passing != null && lost != null) {
            passing.cut(lost);
        }
    }

    /// Serves what waited, as far as both halves of the current request are done.
    private void proceed() {
        while (requestWhole && answerWhole) {
            if (!keepAlive) {
                deadline.closing(desk.bounds().linger());
                Linger.close(channel, clientSends);
                return;
            }
            requestWhole = false;
            answerWhole = false;
            deadline.idle(desk.bounds().idle());
            HttpObject next = waiting.poll(channel);
            while (next != null) {
                take(next);
                next = requestWhole ? null : waiting.poll(channel);
            }
        }
    }

    @Override
    public void write(HttpObject part) {
        if (part instanceof HttpResponse head) {
            HeadRules.fit(head, http10, keepAlive);
            if (transfer != null) {
                transfer.exchange().limits().forEach(head.headers()::set);
            }
        }
        var _ = channel.write(part, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void refuse(Refusal refusal) {
        desk.counters().refused(refusal);
        keepAlive = keepAlive && (requestWhole || !reception.expectsContinue());
        give(reception.inItsShape(refusal), refusal);
    }

    /// Gives an answer of our own.
    void answer(HttpResponse whole) {
        give(whole, null);
    }

    private void give(HttpResponse whole, @Nullable Refusal refusal) {
        reception.answered(whole.status().code(), refusal, HttpUtil.getContentLength(whole, 0L));
        write(whole);
        flush();
        finished();
    }

    @Override
    public void finished() {
        transfer = null;
        answerWhole = true;
        stopServing();
        if (requestWhole) {
            channel.eventLoop().execute(this::proceed);
        } else {
            deadline.set(desk.bounds().linger());
        }
    }

    private void stopServing() {
        if (serving) {
            serving = false;
            desk.open().decrementAndGet();
        }
    }

    @Override
    public void abort() {
        transfer = null;
        stopServing();
        deadline.closing(desk.bounds().linger());
        Linger.abort(channel, http10);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Transfer passing = transfer;
        if (passing != null) {
            passing.updateReading();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.closed(this);
        waiting.release();
        reception.close();
        stopServing();
        Transfer passing = transfer;
        transfer = null;
        if (passing != null) {
            passing.clientLeft();
            loop.drains(passing);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Linger.cut(channel, http10);
    }

    /// Called once a second.
    void tick() {
        Transfer passing = transfer;
        if (passing != null) {
            Refusal expired = passing.exchange().expired();
            if (expired != null) {
                passing.cut(expired);
            } else {
                passing.tick();
            }
            return;
        }
        boolean waitsForUs = (reception.waitsForDisk() || requestWhole) && !answerWhole && !deadline.isClosing();
        if (waitsForUs || !deadline.isOver()) {
            return;
        }
        if (serving && !answerWhole && reception.isReceiving()) {
            reception.close();
            keepAlive = false;
            clientSends = true;
            refuse(new Refusal.Unfit.TooSlow());
            requestWhole = true;
            proceed();
        } else {
            var _ = channel.close();
        }
    }

    /// Ends the connection if it is between two requests: for shutting down.
    public void closeIfIdle() {
        if (!serving && transfer == null) {
            var _ = channel.close();
        }
    }
}
