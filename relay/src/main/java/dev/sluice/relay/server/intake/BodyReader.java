package dev.sluice.relay.server.intake;

import java.util.Locale;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.dialect.RequestScanner;
import dev.sluice.relay.dialect.ScannedRequest;
import dev.sluice.relay.encoding.ContentCoding;
import dev.sluice.relay.encoding.DecodedBody;
import dev.sluice.relay.refusal.Refusal.Unfit;

/// Reads the facts of request bodies; an encoded one is read in a decoded copy. Not for several threads.
public final class BodyReader {

    private final RequestScanner scanner = new RequestScanner();

    /// The body stays as it is; `contentBytesMax` bounds its decoded copy.
    ReadBody read(Dialect dialect, ContentCoding coding, ByteBuf body, int contentBytesMax) {
        if (coding == ContentCoding.IDENTITY) {
            return switch (scan(dialect, body)) {
                case ScannedRequest.Unreadable(var reason) -> malformed(reason);
                case ScannedRequest.Readable(var facts) -> new ReadBody.Fit(facts, body.readableBytes(), null);
            };
        }
        return switch (DecodedBody.of(coding, body, contentBytesMax, ByteBufAllocator.DEFAULT)) {
            case DecodedBody.Corrupt() -> malformed("content-encoding: " + coding.name().toLowerCase(Locale.ROOT)
                    + ", but the body is not one whole stream of it");
            case DecodedBody.TooLarge(var bytesMax) -> new ReadBody.Unfit(new Unfit.TooLarge(bytesMax));
            case DecodedBody.Whole(var content) -> decoded(dialect, content);
        };
    }

    private ReadBody decoded(Dialect dialect, ByteBuf content) {
        switch (scan(dialect, content)) {
            case ScannedRequest.Unreadable(var reason) -> {
                content.release();
                return malformed(reason);
            }
            case ScannedRequest.Readable(var facts) -> {
                int contentBytes = content.readableBytes();
                boolean edited = facts.usageSplice() != null;
                if (!edited) {
                    content.release();
                }
                return new ReadBody.Fit(facts, contentBytes, edited ? content : null);
            }
        }
    }

    private ScannedRequest scan(Dialect dialect, ByteBuf content) {
        int from = content.arrayOffset() + content.readerIndex();
        return scanner.scan(dialect, content.array(), from, from + content.readableBytes());
    }

    private static ReadBody malformed(String reason) {
        return new ReadBody.Unfit(new Unfit.Malformed(reason));
    }
}
