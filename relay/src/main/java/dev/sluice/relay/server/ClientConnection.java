package dev.sluice.relay.server;

import java.net.InetSocketAddress;
import java.util.Optional;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.dialect.ScannedRequest;
import dev.sluice.relay.exchange.Asked;
import dev.sluice.relay.exchange.Caller;
import dev.sluice.relay.exchange.Opening;
import dev.sluice.relay.forwarding.ClientLeg;
import dev.sluice.relay.forwarding.RelayedRequest;
import dev.sluice.relay.forwarding.Transfer;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.refusal.Refusal.Unfit;
import dev.sluice.relay.refusal.Wire;

/// One connection of a client: reads requests one after the other, also pipelined ones, and answers each
/// before it
/// looks at the next. It keeps reading while it answers, because that is how a client's leaving is noticed.
final class ClientConnection extends ChannelInboundHandlerAdapter implements ClientLeg {

    private final Desk desk;
    private final LoopContext loop;
    private final Channel channel;
    private final Pipelined waiting = new Pipelined();
    private final Deadline deadline;
    private @Nullable Intake intake;
    private @Nullable Transfer transfer;
    private RequestId requestId;
    private Wire wire = Wire.OPENAI_CHAT;
    private boolean serving;
    private boolean requestWhole;
    private boolean answerWhole;
    private boolean keepAlive = true;
    private boolean http10;
    private boolean expectsContinue;

    ClientConnection(Desk desk, LoopContext loop, Channel channel) {
        this.desk = desk;
        this.loop = loop;
        this.channel = channel;
        this.requestId = desk.requestIds().get();
        this.deadline = new Deadline(desk.nanos(), desk.bounds().firstHead());
    }

    @Nullable
    Transfer transfer() {
        return transfer;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        loop.opened(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        HttpObject part = (HttpObject) message;
        if (requestWhole) {
            waiting.add(part, channel);
        } else {
            take(part);
        }
    }

    private void take(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            undecodable(part);
            return;
        }
        if (part instanceof HttpRequest head) {
            begin(head);
        }
        if (part instanceof HttpContent content) {
            body(content);
        }
    }

    private void undecodable(HttpObject part) {
        if (part instanceof HttpContent content) {
            content.release();
        }
        keepAlive = false;
        requestWhole = true;
        if (!answerWhole) {
            closeIntake();
            startServing();
            refuse(new Unfit.Malformed("The request is not HTTP/1.1 within the bounds of this server."));
        }
    }

    private void begin(HttpRequest head) {
        requestId = desk.requestIds().get();
        http10 = head.protocolVersion().equals(HttpVersion.HTTP_1_0);
        keepAlive = HttpUtil.isKeepAlive(head) && !http10 && !desk.draining().get();
        expectsContinue = HttpUtil.is100ContinueExpected(head);
        startServing();
        deadline.set(desk.bounds().body());
        Route route = Route.of(head);
        switch (route) {
            case Route.Hello() -> answer(LocalAnswers.empty(requestId));
            case Route.Refused(var refusal, var shape) -> {
                wire = shape;
                refuse(refusal);
            }
            case Route.Models models -> {
                wire = Route.wireOf(head);
                models(head, models);
            }
            case Route.Relayed relayed -> {
                wire = Wire.of(relayed.dialect());
                relayed(head, relayed);
            }
        }
    }

    private void startServing() {
        if (!serving) {
            serving = true;
            desk.open().incrementAndGet();
        }
    }

    private void models(HttpRequest head, Route.Models route) {
        Caller caller = desk.callers().identify(head.headers().get(HttpHeaderNames.AUTHORIZATION),
                head.headers().get("x-api-key"), address());
        switch (caller) {
            case Caller.Refused(var refusal) -> refuse(refusal);
            case Caller.Known(var key, var _) -> LocalAnswers.models(desk.prices().inForce(desk.clock().instant()),
                    key, route, wire, requestId).ifPresentOrElse(this::answer,
                            () -> refuse(new Unfit.ModelUnknown(route.id())));
        }
    }

    private void relayed(HttpRequest head, Route.Relayed route) {
        if (desk.draining().get()) {
            refuse(new NotNow.Draining());
            return;
        }
        Caller caller = desk.callers().identify(head.headers().get(HttpHeaderNames.AUTHORIZATION),
                head.headers().get("x-api-key"), address(), route.dialect().service());
        String encoding = head.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        if (caller instanceof Caller.Refused(var refusal)) {
            refuse(refusal);
        } else if (!encoding.equalsIgnoreCase("identity")) {
            refuse(new Unfit.EncodingNotRead(encoding));
        } else if (caller instanceof Caller.Known known) {
            receive(new Intake(head, route, known, desk.bounds().bodyBytesMax(), desk.budget(), channel.alloc()));
        }
    }

    private void receive(Intake begun) {
        Optional<Refusal> refusal = begun.begin();
        if (refusal.isPresent()) {
            begun.close();
            refuse(refusal.get());
            return;
        }
        intake = begun;
        if (expectsContinue) {
            var _ = channel.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE,
                            Unpooled.EMPTY_BUFFER));
        }
    }

    private void body(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        Intake receiving = intake;
        if (receiving != null) {
            Optional<Refusal> refusal = receiving.add(content.content());
            if (refusal.isPresent()) {
                closeIntake();
                refuse(refusal.get());
            }
        }
        content.release();
        requestWhole = requestWhole || last;
        if (last) {
            Intake whole = intake;
            if (whole != null) {
                open(whole);
            }
            proceed();
        }
    }

    private void open(Intake whole) {
        var body = whole.body();
        int from = body.arrayOffset() + body.readerIndex();
        ScannedRequest scanned = loop.scanner().scan(whole.route().dialect(), body.array(), from,
                from + body.readableBytes());
        switch (scanned) {
            case ScannedRequest.Unreadable(var reason) -> {
                closeIntake();
                refuse(new Unfit.Malformed(reason));
            }
            case ScannedRequest.Readable(var facts) -> {
                var headers = whole.head().headers();
                Asked asked = new Asked(requestId, whole.route().dialect(), facts, body.readableBytes(),
                        headers.get("x-claude-code-session-id", headers.get("session-id")),
                        headers.get("x-claude-code-request-class"), headers.get("traceparent"));
                RelayedRequest request = new RelayedRequest(whole.route().dialect(), facts,
                        whole.route().pathAndQuery(), headers, whole.take());
                closeIntake();
                desk.gatekeeper().open(whole.caller(), asked, channel.eventLoop(), opening -> opened(opening, request));
            }
        }
    }

    private void opened(Opening opening, RelayedRequest request) {
        switch (opening) {
            case Opening.Refused(var refusal) -> {
                request.release();
                refuse(refusal);
            }
            case Opening.Opened(var exchange) -> {
                if (channel.isActive()) {
                    transfer = loop.forwarder().start(this, exchange, request);
                } else {
                    loop.forwarder().abandon(exchange, request);
                }
            }
        }
    }

    /// Serves what waited, as far as both halves of the current request are done.
    private void proceed() {
        while (requestWhole && answerWhole) {
            if (!keepAlive) {
                closeAfterFlush();
                return;
            }
            requestWhole = false;
            answerWhole = false;
            deadline.set(desk.bounds().idle());
            HttpObject next = waiting.poll(channel);
            while (next != null) {
                take(next);
                next = requestWhole ? null : waiting.poll(channel);
            }
        }
    }

    private String address() {
        return channel.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null
                ? remote.getAddress().getHostAddress()
                : "";
    }

    @Override
    public void write(HttpObject part) {
        if (part instanceof HttpResponse head) {
            if (http10) {
                head.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
            }
            if (!keepAlive) {
                head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
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
        keepAlive = keepAlive && (requestWhole || !expectsContinue);
        answer(LocalAnswers.refusal(desk.answers().answer(refusal, wire, requestId)));
    }

    private void answer(HttpResponse whole) {
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
        if (http10) {
            Linger.reset(channel);
        }
        closeAfterFlush();
    }

    private void closeAfterFlush() {
        deadline.set(desk.bounds().linger());
        deadline.closing();
        var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
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
        closeIntake();
        stopServing();
        Transfer passing = transfer;
        transfer = null;
        if (passing != null) {
            passing.clientLeft();
            loop.drains(passing);
        }
    }

    private void closeIntake() {
        Intake receiving = intake;
        intake = null;
        if (receiving != null) {
            receiving.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = channel.close();
    }

    /// Called once a second.
    void tick() {
        Transfer passing = transfer;
        if (passing != null) {
            passing.tick();
            return;
        }
        boolean waitsForUs = requestWhole && !answerWhole && !deadline.isClosing();
        if (waitsForUs || !deadline.isOver()) {
            return;
        }
        if (serving && !answerWhole && intake != null) {
            closeIntake();
            keepAlive = false;
            refuse(new Unfit.TooSlow());
            requestWhole = true;
            proceed();
        } else {
            var _ = channel.close();
        }
    }

    /// Ends the connection if it is between two requests: for shutting down.
    void closeIfIdle() {
        if (!serving && transfer == null) {
            var _ = channel.close();
        }
    }
}
