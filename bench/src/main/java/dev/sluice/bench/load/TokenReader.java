package dev.sluice.bench.load;

import io.netty.buffer.ByteBuf;

import dev.sluice.bench.provider.Stamps;

/// Finds the stamps in an answer, wherever the parts of its body were cut.
final class TokenReader {

    /// Who is told of each token.
    interface Listener {
        void token(long sentNanos);
    }

    private final Listener listener;
    private int digitsLeft;
    private long stamp;

    TokenReader(Listener listener) {
        this.listener = listener;
    }

    void read(ByteBuf part) {
        int at = part.readerIndex();
        int end = part.writerIndex();
        while (at < end) {
            if (digitsLeft > 0) {
                digit(part.getByte(at));
                at++;
            } else {
                int mark = part.indexOf(at, end, Stamps.MARK);
                at = mark < 0 ? end : mark + 1;
                digitsLeft = mark < 0 ? 0 : Stamps.DIGITS;
            }
        }
    }

    private void digit(byte digit) {
        stamp = stamp * 10 + digit - '0';
        digitsLeft--;
        if (digitsLeft == 0) {
            listener.token(stamp);
            stamp = 0;
        }
    }
}
