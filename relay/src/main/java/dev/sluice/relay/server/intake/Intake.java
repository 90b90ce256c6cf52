package dev.sluice.relay.server.intake;

import java.time.Duration;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.relay.body.ByteBudget;
import dev.sluice.relay.body.HeldBody;
import dev.sluice.relay.body.MemoryBody;
import dev.sluice.relay.body.SharedBudget;
import dev.sluice.relay.body.Span;
import dev.sluice.relay.body.SpillFolder;
import dev.sluice.relay.body.SpilledBody;
import dev.sluice.relay.body.Spilling;
import dev.sluice.relay.encoding.ContentCoding;
import dev.sluice.relay.exchange.caller.Caller;
import dev.sluice.relay.exchange.idempotency.IdempotencyKey;
import dev.sluice.relay.forwarding.request.BodyEdits;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.refusal.Refusal.Unfit;
import dev.sluice.relay.server.framing.Bounds;
import dev.sluice.relay.server.local.Route;

/// The body of one request while it arrives, within the bounds: in one piece of heap memory, or in a file once it is
/// larger than [Bounds#MEMORY_BYTES_MAX]. An encoded one stays in memory, because it is read in a decoded copy. Owns
/// the body until `take`.
public final class Intake {

    public static final String IDEMPOTENCY_KEY = "idempotency-key";
    private static final int STEP_BYTES = 64 * 1024;
    private static final int FIRST_BYTES_MAX = 256 * 1024;

    /// Who receives it.
    public interface Receiver extends Spilling.Listener {

        /// What came of reading the whole body, at once or later.
        void read(Intake whole, ReadBody read);
    }

    private final HttpRequest head;
    private final Route.Relayed route;
    private final Caller.Known caller;
    private final ContentCoding coding;
    private final int bytesMax;
    private final ByteBudget memory;
    private final Receiver receiver;
    private final long announced;
    private @Nullable ByteBuf body;
    private @Nullable Spilling spilling;
    private @Nullable SpilledBody spilled;
    private @Nullable Span model;
    private @Nullable IdempotencyKey repeatable;
    private long reserved;
    private int size;
    private long callsSeen;
    private long stalledSinceNanos;
    private boolean stallSeen;

    public Intake(HttpRequest head, Route.Relayed route, Caller.Known caller, ContentCoding coding, int bytesMax,
            SharedBudget memory, Receiver receiver) {
        this.head = head;
        this.route = route;
        this.caller = caller;
        this.coding = coding;
        this.bytesMax = bytesMax;
        this.memory = memory.of(owner());
        this.receiver = receiver;
        this.announced = HttpUtil.getContentLength(head, -1L);
    }

    public HttpRequest head() {
        return head;
    }

    public Route.Relayed route() {
        return route;
    }

    public Caller.Known caller() {
        return caller;
    }

    /// What an `Idempotency-Key` makes of the whole body; null without one.
    @Nullable
    public IdempotencyKey repeatable() {
        return repeatable;
    }

    /// Where the model stands in a body that was spilled; null for one in memory.
    @Nullable
    public Span model() {
        return model;
    }

    /// Whether what the headers announce may come at all.
    public Optional<Refusal> begin(SpillFolder folder, Channel channel) {
        if (announced > bytesMax) {
            return Optional.of(new Unfit.TooLarge(bytesMax));
        }
        if (spills(announced)) {
            return folder.roomOf(owner()).hasRoom(announced)
                    ? spill(Spilling.WAITING_BYTES_MAX, folder, channel)
                    : Optional.of(new NotNow.MemoryFull());
        }
        ByteBufAllocator allocator = channel.alloc();
        int first = announced < 0 ? STEP_BYTES : (int) Math.min(announced, FIRST_BYTES_MAX);
        body = allocator.heapBuffer(Math.max(first, 1), bytesMax);
        return announced > 0 ? reserve(announced) : Optional.empty();
    }

    private UserId owner() {
        return caller.user().userId();
    }

    private boolean spills(long bytes) {
        return bytes > Bounds.MEMORY_BYTES_MAX && coding == ContentCoding.IDENTITY;
    }

    /// From now on it goes to a file; what is in memory by now goes first. Room is taken as it comes: a slow client
    /// that announces much must not keep others out.
    private Optional<Refusal> spill(long bytes, SpillFolder folder, Channel channel) {
        Spilling begun = new Spilling(folder, folder.roomOf(owner()), channel.eventLoop(), receiver);
        spilling = begun;
        if (!begun.reserve(bytes)) {
            return Optional.of(new NotNow.MemoryFull());
        }
        ByteBuf until = body;
        body = null;
        if (until != null) {
            begun.add(until);
            until.release();
        }
        return reserve(Math.max(Spilling.WAITING_BYTES_MAX - reserved, 0));
    }

    /// Whether the client waits because the disk is behind.
    public boolean isHeld() {
        return spilling != null && spilling.isHeld();
    }

    /// Whether the disk has not ended a call for this time; to be asked again and again.
    public boolean isDiskStalled(long nowNanos, Duration most) {
        Spilling toFile = spilling;
        if (toFile == null || !toFile.isBusy() || toFile.calls() != callsSeen || !stallSeen) {
            callsSeen = toFile == null ? 0 : toFile.calls();
            stallSeen = toFile != null && toFile.isBusy();
            stalledSinceNanos = nowNanos;
        }
        return stallSeen && nowNanos - stalledSinceNanos > most.toNanos();
    }

    /// A part of the body, which stays the caller's.
    public Optional<Refusal> add(ByteBuf part, SpillFolder folder, Channel channel) {
        long now = (long) size + part.readableBytes();
        if (now > bytesMax) {
            return Optional.of(new Unfit.TooLarge(bytesMax));
        }
        size = (int) now;
        if (spilling == null && spills(now)) {
            Optional<Refusal> refusal = spill(now, folder, channel);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        Spilling toFile = spilling;
        if (toFile != null) {
            return spill(toFile, part);
        }
        if (now > reserved) {
            Optional<Refusal> refusal = reserve(Math.max(now - reserved, STEP_BYTES));
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        if (body != null) {
            body.writeBytes(part);
        }
        return Optional.empty();
    }

    private Optional<Refusal> spill(Spilling toFile, ByteBuf part) {
        if (size > toFile.reservedBytes()
                && !toFile.reserve(
                        Math.min(announced < 0 ? bytesMax : announced, size + (long) Spilling.WAITING_BYTES_MAX))) {
            return Optional.of(new NotNow.MemoryFull());
        }
        toFile.add(part);
        return Optional.empty();
    }

    private Optional<Refusal> reserve(long bytes) {
        if (!memory.take(bytes)) {
            return Optional.of(new NotNow.MemoryFull());
        }
        reserved += bytes;
        return Optional.empty();
    }

    /// Reads the whole body and tells the receiver: one in memory at once, one in a file later, elsewhere.
    public void whole(BodyReader reader) {
        ByteBuf content = body;
        Spilling toFile = spilling;
        if (toFile != null) {
            toFile.whole(this::look, (file, seen) -> {
                spilled = file;
                model = seen.model();
                repeatable = seen.repeatable();
                receiver.read(this, seen.read());
            });
        } else if (content != null) {
            ReadBody read = reader.read(route.dialect(), coding, content, bytesMax);
            repeatable = repeatable(content);
            receiver.read(this, read);
        }
    }

    private record Seen(ReadBody read, @Nullable Span model, @Nullable IdempotencyKey repeatable) {}

    /// Called on a thread that may take its time.
    private Seen look(byte[] all) {
        ByteBuf content = Unpooled.wrappedBuffer(all);
        ReadBody read = new BodyReader().read(route.dialect(), coding, content, bytesMax);
        Span place = read instanceof ReadBody.Fit ? BodyEdits.modelIn(content) : null;
        return new Seen(read, place, repeatable(content));
    }

    private @Nullable IdempotencyKey repeatable(ByteBuf content) {
        String key = head.headers().get(IDEMPOTENCY_KEY);
        return key == null ? null : IdempotencyKey.of(route.dialect().route(), key, content.nioBuffer());
    }

    /// Hands the body over, or its replacement with the share of the budget that was taken for it.
    public HeldBody take(@Nullable ByteBuf replacement) {
        SpilledBody file = spilled;
        ByteBuf content = body;
        if (file != null) {
            spilled = null;
            return file;
        }
        if (replacement != null) {
            return MemoryBody.decoded(replacement, memory);
        }
        if (content == null) {
            throw new IllegalStateException("the body is gone (expected: taken once)");
        }
        MemoryBody held = new MemoryBody(content, memory, reserved);
        body = null;
        reserved = 0;
        return held;
    }

    /// Gives back what the body may still hold.
    public void close() {
        if (spilling != null) {
            spilling.close();
        }
        if (spilled != null) {
            spilled.release();
            spilled = null;
        }
        if (body != null) {
            body.release();
            body = null;
        }
        memory.giveBack(reserved);
        reserved = 0;
    }
}
