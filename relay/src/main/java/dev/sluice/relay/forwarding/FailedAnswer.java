package dev.sluice.relay.forwarding;

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
import io.netty.handler.codec.http.HttpVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.encoding.ContentCoding;
import dev.sluice.relay.encoding.DecodedBody;
import dev.sluice.relay.refusal.Refusal;

/// A provider's answer with an error status. It is kept whole, because its text may have to be replaced, and
/// the
/// end of the request is recorded before any of it passes.
final class FailedAnswer {

    /// Error texts are short; of a longer one the rest is cut.
    static final int BODY_BYTES_MAX = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(FailedAnswer.class);

    private final HttpResponse head;
    private final Upstream upstream;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    FailedAnswer(HttpResponse head, Upstream upstream) {
        this.head = head;
        this.upstream = upstream;
    }

    int status() {
        return head.status().code();
    }

    void add(ByteBuf part) {
        int length = Math.min(part.readableBytes(), BODY_BYTES_MAX - body.size());
        byte[] bytes = new byte[length];
        part.getBytes(part.readerIndex(), bytes);
        body.writeBytes(bytes);
    }

    /// Gives the client the answer word for word, or a neutral one when it is about our own account: an incident
    /// of ours, whatever the user is told.
    void giveTo(ClientLeg client, RequestId requestId) {
        if (isAboutUs()) {
            LOG.atError().addKeyValue("upstream", upstream.name()).addKeyValue("status", status())
                    .log("the provider refused our account");
            client.refuse(new Refusal.Upstream.AccountTrouble());
            return;
        }
        client.write(forClient(requestId));
        client.flush();
        client.finished();
    }

    /// An encoded text is looked at decoded; one that cannot be read might tell anything.
    private boolean isAboutUs() {
        ContentCoding coding = ContentCoding.of(head.headers().getAll(HttpHeaderNames.CONTENT_ENCODING)).orElse(null);
        if (coding == ContentCoding.IDENTITY) {
            return AccountSecrets.revealedBy(status(), body.toByteArray());
        }
        DecodedBody decoded = coding == null
                ? new DecodedBody.Corrupt()
                : DecodedBody.of(coding, Unpooled.wrappedBuffer(body.toByteArray()), BODY_BYTES_MAX,
                        UnpooledByteBufAllocator.DEFAULT);
        return switch (decoded) {
            case DecodedBody.Whole(var content) -> {
                boolean revealed = AccountSecrets.revealedBy(status(), ByteBufUtil.getBytes(content));
                content.release();
                yield revealed;
            }
            case DecodedBody.Corrupt(),DecodedBody.TooLarge(_) -> true;
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
