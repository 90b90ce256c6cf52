package dev.sluice.relay.server;

import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;

import dev.sluice.relay.encoding.ContentCoding;
import dev.sluice.relay.exchange.Caller;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.refusal.Refusal.Unfit;

/// The body of one request while it arrives: in one piece of heap memory, within the bounds. Owns it
/// until `take`.
final class Intake {

    private static final int STEP_BYTES = 64 * 1024;
    private static final int FIRST_BYTES_MAX = 256 * 1024;

    private final HttpRequest head;
    private final Route.Relayed route;
    private final Caller.Known caller;
    private final ContentCoding coding;
    private final int bytesMax;
    private final MemoryBudget budget;
    private final long announced;
    private final ByteBuf body;
    private long reserved;
    private boolean taken;

    Intake(HttpRequest head, Route.Relayed route, Caller.Known caller, ContentCoding coding, int bytesMax,
            MemoryBudget budget, ByteBufAllocator allocator) {
        this.head = head;
        this.route = route;
        this.caller = caller;
        this.coding = coding;
        this.bytesMax = bytesMax;
        this.budget = budget;
        this.announced = HttpUtil.getContentLength(head, -1L);
        int first = announced < 0 ? STEP_BYTES : (int) Math.min(announced, FIRST_BYTES_MAX);
        this.body = allocator.heapBuffer(Math.max(first, 1), bytesMax);
    }

    HttpRequest head() {
        return head;
    }

    Route.Relayed route() {
        return route;
    }

    Caller.Known caller() {
        return caller;
    }

    ContentCoding coding() {
        return coding;
    }

    /// Whether what the headers announce may come at all.
    Optional<Refusal> begin() {
        if (announced > bytesMax) {
            return Optional.of(new Unfit.TooLarge(bytesMax));
        }
        return announced > 0 ? reserve(announced) : Optional.empty();
    }

    Optional<Refusal> add(ByteBuf part) {
        int length = part.readableBytes();
        long size = (long) body.readableBytes() + length;
        if (size > bytesMax) {
            return Optional.of(new Unfit.TooLarge(bytesMax));
        }
        if (size > reserved) {
            Optional<Refusal> refusal = reserve(Math.max(size - reserved, STEP_BYTES));
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        body.writeBytes(part);
        return Optional.empty();
    }

    private Optional<Refusal> reserve(long bytes) {
        if (!budget.take(bytes)) {
            return Optional.of(new NotNow.MemoryFull());
        }
        reserved += bytes;
        return Optional.empty();
    }

    /// The whole body, to look at.
    ByteBuf body() {
        return body;
    }

    /// Hands the body over.
    ByteBuf take() {
        taken = true;
        return body;
    }

    /// Gives back what the body may still hold: its memory unless it was taken, and its share of the budget.
    void close() {
        if (!taken) {
            taken = true;
            body.release();
        }
        budget.giveBack(reserved);
        reserved = 0;
    }
}
