package dev.sluice.relay.server.framing;

import java.util.List;
import java.util.Optional;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.Unfit;

/// What the head of a request must be like, so that a proxy before us and we cannot take it for different
/// requests (RFC 9112 §11.2). Netty's decoder refuses the rest: both lengths at once, several lengths, bare
/// line feeds, spaces in names, chunk sizes that are no numbers.
public final class HeadRules {

    private HeadRules() {}

    /// Why a part of a request, and all that follows it, is not served.
    public static Optional<Refusal> faultOf(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            return Optional.of(ofFailure(part.decoderResult()));
        }
        return part instanceof HttpRequest head ? fault(head) : Optional.empty();
    }

    public static boolean isHttp10(HttpRequest head) {
        return head.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    private static Optional<Refusal> fault(HttpRequest head) {
        HttpVersion version = head.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return malformed("The version is " + version + " (expected: HTTP/1.1).");
        }
        HttpHeaders headers = head.headers();
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING) && !isChunkedOnly(headers)) {
            return malformed("transfer-encoding: not served (expected: chunked, or content-length instead).");
        }
        if (version.equals(HttpVersion.HTTP_1_1) && !namesOneHost(headers)) {
            return malformed("host: missing, repeated or not a host (expected: one host).");
        }
        return Optional.empty();
    }

    private static boolean isChunkedOnly(HttpHeaders headers) {
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst());
    }

    /// A folded line would hide in the value of the header before it; in a host it shows.
    private static boolean namesOneHost(HttpHeaders headers) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        return hosts.size() == 1 && hosts.getFirst().chars()
                .allMatch(c -> c > ' ' && c < 0x7f && c != '/' && c != '@' && c != ',' && c != '"');
    }

    private static Optional<Refusal> malformed(String reason) {
        return Optional.of(new Unfit.Malformed(reason));
    }

    /// Makes the head of an answer fit the client: HTTP/1.0 knows no chunks.
    public static void fit(HttpResponse head, boolean http10, boolean keepAlive) {
        if (http10) {
            head.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
        }
        if (!keepAlive) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    /// How a failure of the decoder is answered.
    private static Refusal ofFailure(DecoderResult failure) {
        return switch (failure.cause()) {
            case TooLongHttpLineException _ -> new Unfit.TargetTooLong(Bounds.REQUEST_LINE_BYTES_MAX);
            case TooLongHttpHeaderException _ -> new Unfit.HeadTooLarge(Bounds.HEAD_BYTES_MAX);
            default -> new Unfit.Malformed("The request is not HTTP/1.1 within the bounds of this server.");
        };
    }
}
