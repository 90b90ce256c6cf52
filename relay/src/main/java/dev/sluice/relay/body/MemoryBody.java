package dev.sluice.relay.body;

import io.netty.buffer.ByteBuf;

/// A body in heap memory.
public final class MemoryBody implements HeldBody {

    private final ByteBuf content;
    private final ByteBudget budget;
    private final long share;
    private int holders = 1;

    /// Takes over the content, and the share of the budget that was taken for it.
    public MemoryBody(ByteBuf content, ByteBudget budget, long share) {
        this.content = content;
        this.budget = budget;
        this.share = share;
    }

    /// To look at; it stays the body's.
    public ByteBuf content() {
        return content;
    }

    /// A decoded body, which takes over the content. It is there already and so counts whether there is room or not:
    /// who comes next is refused.
    public static MemoryBody decoded(ByteBuf plain, ByteBudget budget) {
        budget.count(plain.readableBytes());
        return new MemoryBody(plain, budget, plain.readableBytes());
    }

    /// A decoded copy of this body, counted beside it.
    public MemoryBody decoded(ByteBuf plain) {
        return decoded(plain, budget);
    }

    @Override
    public int bytes() {
        return content.readableBytes();
    }

    @Override
    public void retain() {
        holders++;
    }

    @Override
    public void release() {
        if (--holders == 0) {
            content.release();
            budget.giveBack(share);
        }
    }
}
