package dev.sluice.relay.forwarding.request;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.body.Span;
import dev.sluice.relay.dialect.RequestFacts.Splice;
import dev.sluice.relay.scanning.JsonCursor;

/// The edits a body goes up with: everything around them stays byte for byte, and is not copied.
public final class BodyEdits {

    private BodyEdits() {}

    /// Where the model stands in a body that was read before as a JSON object with a model; null when it has none
    /// after all.
    public static @Nullable Span modelIn(ByteBuf body) {
        byte[] bytes = body.hasArray() ? body.array() : ByteBufUtil.getBytes(body);
        int from = body.hasArray() ? body.arrayOffset() + body.readerIndex() : 0;
        JsonCursor cursor = new JsonCursor().over(bytes, from, from + body.readableBytes());
        cursor.enterObject();
        while (cursor.nextKey()) {
            int valueFrom = cursor.position();
            boolean found = cursor.keyIs("model");
            cursor.skip();
            if (found) {
                int valueTo = cursor.position();
                while (bytes[valueTo - 1] != '"') {
                    valueTo--;
                }
                return new Span(valueFrom - from, valueTo - valueFrom);
            }
        }
        return null;
    }

    /// The edits in their order: the client's model gives way to `model`, unless that is null.
    static List<Splice> of(@Nullable Splice usage, @Nullable Span place, @Nullable String model) {
        Splice ofModel = model == null || place == null
                ? null
                : new Splice(place.offset(), place.length(), '"' + model + '"');
        return Stream.of(usage, ofModel).filter(Objects::nonNull).sorted(Comparator.comparingInt(Splice::offset))
                .toList();
    }

    /// Bytes of a body with the edits.
    static long length(int bytes, List<Splice> edits) {
        long length = bytes;
        for (Splice edit : edits) {
            length += ByteBufUtil.utf8Bytes(edit.inserted()) - edit.removed();
        }
        return length;
    }

    /// A view of the body with the edits, which are in their order and do not overlap. The body stays its
    /// owner's; the view is the caller's.
    static ByteBuf apply(ByteBuf body, List<Splice> edits) {
        if (edits.isEmpty()) {
            return body.retainedSlice();
        }
        CompositeByteBuf edited = body.alloc().compositeBuffer(2 * edits.size() + 1);
        int start = body.readerIndex();
        int at = 0;
        for (Splice edit : edits) {
            edited.addComponent(true, body.retainedSlice(start + at, edit.offset() - at));
            edited.addComponent(true, ByteBufUtil.writeUtf8(body.alloc(), edit.inserted()));
            at = edit.offset() + edit.removed();
        }
        edited.addComponent(true, body.retainedSlice(start + at, body.readableBytes() - at));
        return edited;
    }
}
