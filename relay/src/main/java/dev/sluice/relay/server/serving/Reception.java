package dev.sluice.relay.server.serving;

import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.encoding.ContentCoding;
import dev.sluice.relay.exchange.Asked;
import dev.sluice.relay.exchange.Opening;
import dev.sluice.relay.exchange.caller.Caller;
import dev.sluice.relay.exchange.idempotency.IdempotencyKey;
import dev.sluice.relay.forwarding.request.RelayedRequest;
import dev.sluice.relay.peer.Peer;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.refusal.Refusal.Unfit;
import dev.sluice.relay.refusal.Wire;
import dev.sluice.relay.server.framing.Deadline;
import dev.sluice.relay.server.intake.Intake;
import dev.sluice.relay.server.intake.ReadBody;
import dev.sluice.relay.server.local.LocalAnswers;
import dev.sluice.relay.server.local.Route;

/// Takes in the requests of one connection, one at a time: what it is for, who asks, its body, whether it may
/// pass. Who may not pass is told so from the headers alone.
final class Reception implements Intake.Receiver {

    private final Desk desk;
    private final LoopContext loop;
    private final ClientConnection connection;
    private final Channel channel;
    private final Peer peer;
    private final Deadline deadline;
    private final FreeAnswers free;
    private final UnderWay underWay;
    private @Nullable Intake intake;
    private Wire wire = Wire.OPENAI_CHAT;
    private boolean expectsContinue;

    Reception(Desk desk, LoopContext loop, ClientConnection connection, Channel channel, Peer peer,
            Deadline deadline) {
        this.desk = desk;
        this.loop = loop;
        this.connection = connection;
        this.channel = channel;
        this.peer = peer;
        this.deadline = deadline;
        this.free = new FreeAnswers(desk, loop, connection, channel, peer);
        this.underWay = new UnderWay(desk, channel);
    }

    /// A refusal of what is being received, in the shape of its route.
    HttpResponse inItsShape(Refusal refusal) {
        return LocalAnswers.refusal(desk.answers().answer(refusal, wire, underWay.requestId()));
    }

    /// The relay itself answered; `refusal` is null where it did what was asked.
    void answered(int status, @Nullable Refusal refusal, long bytes) {
        underWay.answered(status, refusal, bytes);
    }

    /// Whether the client sends its body only when told to.
    boolean expectsContinue() {
        return expectsContinue;
    }

    /// Whether a body is wanted and not yet whole.
    boolean isReceiving() {
        return intake != null;
    }

    /// Something begins of which nothing is known yet.
    void unreadable() {
        underWay.begin(null);
    }

    void head(HttpRequest head) {
        underWay.begin(head);
        expectsContinue = HttpUtil.is100ContinueExpected(head);
        switch (Route.of(head)) {
            case Route.Hello() -> {
                underWay.routed(Route.HELLO);
                connection.answer(LocalAnswers.empty(underWay.requestId()));
            }
            case Route.Refused(var refusal, var shape) -> {
                wire = shape;
                connection.refuse(refusal);
            }
            case Route.Models models -> {
                wire = Route.wireOf(head);
                underWay.routed(Route.MODELS);
                free.models(head.headers(), models, wire, underWay.requestId());
            }
            case Route.Usage() -> {
                wire = Route.wireOf(head);
                underWay.routed(Route.USAGE);
                free.usage(head.headers(), underWay.requestId());
            }
            case Route.Relayed relayed -> {
                wire = Wire.of(relayed.dialect());
                underWay.routed(relayed.dialect().route());
                relayed(head, relayed);
            }
        }
    }

    private void relayed(HttpRequest head, Route.Relayed route) {
        if (desk.draining().get()) {
            connection.refuse(new NotNow.Draining());
            return;
        }
        HttpHeaders headers = head.headers();
        Caller caller = loop.doorman().identify(headers, peer.addressOf(headers), route.dialect().service());
        switch (caller) {
            case Caller.Refused(var refusal) -> connection.refuse(refusal);
            case Caller.Known known -> {
                List<String> encodings = headers.getAll(HttpHeaderNames.CONTENT_ENCODING);
                ContentCoding.of(encodings).ifPresentOrElse(
                        coding -> receive(new Intake(head, route, known, coding, desk.bounds().bodyBytesMax(),
                                desk.budget(), this)),
                        () -> connection.refuse(new Unfit.EncodingNotRead(String.join(", ", encodings))));
            }
        }
    }

    private void receive(Intake begun) {
        Optional<Refusal> refusal = IdempotencyKey.flaw(begun.head().headers().get(Intake.IDEMPOTENCY_KEY))
                .<Refusal>map(Unfit.Malformed::new).or(() -> begun.begin(desk.spill(), channel));
        if (refusal.isPresent()) {
            begun.close();
            connection.refuse(refusal.get());
            return;
        }
        intake = begun;
        if (expectsContinue) {
            var _ = channel.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
                    HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    /// A part of the body; it stays the caller's.
    void body(ByteBuf part, boolean last) {
        Intake receiving = intake;
        if (receiving == null) {
            return;
        }
        Optional<Refusal> refusal = receiving.add(part, desk.spill(), channel);
        if (refusal.isPresent()) {
            close();
            connection.refuse(refusal.get());
        } else if (last) {
            receiving.whole(loop.reader());
        }
    }

    /// Whether the client may not send because the disk is behind. Called once a second: a disk that hangs is not
    /// waited for longer than a client.
    boolean waitsForDisk() {
        Intake receiving = intake;
        if (receiving != null && receiving.isDiskStalled(desk.nanos().getAsLong(), desk.bounds().body())) {
            failed();
        }
        return intake != null && intake.isHeld();
    }

    @Override
    public void mayReceive(boolean more) {
        if (more) {
            deadline.goesOn();
        }
        channel.config().setAutoRead(more);
    }

    /// The disk refused the body.
    @Override
    public void failed() {
        close();
        connection.refuse(new NotNow.DiskRefused());
    }

    @Override
    public void read(Intake whole, ReadBody read) {
        switch (read) {
            case ReadBody.Unfit(var refusal) -> {
                close();
                connection.refuse(refusal);
            }
            case ReadBody.Fit(var facts, var contentBytes, var replacement) -> {
                HttpHeaders headers = whole.head().headers();
                Asked asked = new Asked(underWay.requestId(), whole.route().dialect(), facts, contentBytes,
                        headers.get("x-claude-code-session-id", headers.get("session-id")),
                        headers.get("x-claude-code-request-class"), underWay.trace(headers),
                        whole.repeatable());
                if (replacement != null) {
                    headers.remove(HttpHeaderNames.CONTENT_ENCODING);
                }
                RelayedRequest request = new RelayedRequest(whole.route().dialect(), facts,
                        whole.route().pathAndQuery(), headers, whole.take(replacement), contentBytes, whole.model(),
                        underWay.spans());
                close();
                desk.gatekeeper().open(whole.caller(), asked, channel.eventLoop(), opening -> opened(opening, request));
            }
        }
    }

    private void opened(Opening opening, RelayedRequest request) {
        switch (opening) {
            case Opening.Refused(var refusal) -> {
                request.release();
                connection.refuse(refusal);
            }
            case Opening.Opened(var exchange) -> {
                underWay.forwarded();
                if (channel.isActive()) {
                    connection.forwards(loop.forwarder().start(connection, exchange, request));
                    connection.recheck();
                } else {
                    loop.forwarder().abandon(exchange, request);
                }
            }
        }
    }

    /// Gives up a body that is being received.
    void close() {
        Intake receiving = intake;
        intake = null;
        if (receiving != null) {
            receiving.close();
        }
    }
}
