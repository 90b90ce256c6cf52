package dev.sluice.relay.forwarding.answer;

import java.io.ByteArrayOutputStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.encoding.ContentCoding;
import dev.sluice.relay.encoding.DecodedBody;
import dev.sluice.relay.forwarding.answer.AccountSecrets.Telling;
import dev.sluice.relay.forwarding.request.ForwardHeaders;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.upstream.breaker.Signal;

/// A provider's answer with an error status. It is kept whole, because its text may have to be replaced, and
/// the end of the request is recorded before any of it passes.
public final class FailedAnswer {

    /// Error texts are short; of a longer one the rest is cut.
    static final int BODY_BYTES_MAX = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(FailedAnswer.class);

    private final HttpResponse head;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable Telling telling;

    public FailedAnswer(HttpResponse head) {
        this.head = head;
    }

    public int status() {
        return head.status().code();
    }

    public String errorCode() {
        return "upstream-" + status();
    }

    public void add(ByteBuf part) {
        int length = Math.min(part.readableBytes(), BODY_BYTES_MAX - body.size());
        byte[] bytes = new byte[length];
        part.getBytes(part.readerIndex(), bytes);
        body.writeBytes(bytes);
    }

    /// Whether our account at the provider is the cause.
    public boolean isAboutAccount() {
        return telling() == Telling.CAUSE;
    }

    private Telling telling() {
        Telling known = telling;
        if (known == null) {
            known = read();
            telling = known;
        }
        return known;
    }

    /// What it says about the upstream, for its breaker.
    public Signal signal(int user) {
        if (isAboutAccount()) {
            return new Signal.Refused();
        }
        return switch (status()) {
            case 403 -> new Signal.Forbidden(user);
            case 429 -> new Signal.Limited(RetryAfter.of(head.headers()));
            default -> status() >= 500 || isRedirect() ? new Signal.Faulty(user) : new Signal.Served();
        };
    }

    private boolean isRedirect() {
        return head.status().codeClass() == HttpStatusClass.REDIRECTION;
    }

    /// Gives the client the answer word for word; a neutral one when it is about our own account, an incident of
    /// ours, whatever the user is told; and never a redirect: nobody follows those, client or relay.
    void giveTo(ClientLeg client, RequestId requestId) {
        if (telling() != Telling.NOTHING) {
            LOG.atWarn().addKeyValue("requestId", requestId.value()).addKeyValue("status", status())
                    .log("an answer about our account was replaced");
            client.refuse(new Refusal.Upstream.AccountTrouble());
        } else if (isRedirect()) {
            client.refuse(new Refusal.Upstream.Broken());
        } else {
            client.write(forClient(requestId));
            client.flush();
            client.finished();
        }
    }

    /// An encoded text is looked at decoded; one that cannot be read might tell anything.
    private Telling read() {
        ContentCoding coding = ContentCoding.of(head.headers().getAll(HttpHeaderNames.CONTENT_ENCODING)).orElse(null);
        if (coding == ContentCoding.IDENTITY) {
            return AccountSecrets.of(status(), body.toByteArray());
        }
        DecodedBody decoded = coding == null
                ? new DecodedBody.Corrupt()
                : DecodedBody.of(coding, Unpooled.wrappedBuffer(body.toByteArray()), BODY_BYTES_MAX,
                        UnpooledByteBufAllocator.DEFAULT);
        return switch (decoded) {
            case DecodedBody.Whole(var content) -> {
                Telling told = AccountSecrets.of(status(), ByteBufUtil.getBytes(content));
                content.release();
                yield told;
            }
            case DecodedBody.Corrupt(),DecodedBody.TooLarge(_) -> AccountSecrets.ofUnreadable(status());
        };
    }

    private FullHttpResponse forClient(RequestId requestId) {
        HttpHeaders headers = ForwardHeaders.client(head.headers(), requestId);
        byte[] bytes = body.toByteArray();
        headers.set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, head.status(), Unpooled.wrappedBuffer(bytes),
                headers, EmptyHttpHeaders.INSTANCE);
    }
}
