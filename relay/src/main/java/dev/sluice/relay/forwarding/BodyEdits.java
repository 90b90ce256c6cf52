package dev.sluice.relay.forwarding;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.dialect.RequestFacts.Splice;
import dev.sluice.relay.scanning.JsonCursor;

/// The edits a body goes up with: everything around them stays byte for byte, and is not copied.
final class BodyEdits {

    private BodyEdits() {}

    /// Puts `model` in place of the model of a body that was read before as a JSON object with a model; null when
    /// it has none after all.
    static @Nullable Splice model(ByteBuf body, String model) {
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
                return new Splice(valueFrom - from, valueTo - valueFrom, '"' + model + '"');
            }
        }
        return null;
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
