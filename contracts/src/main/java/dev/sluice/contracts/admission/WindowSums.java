package dev.sluice.contracts.admission;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// What the windows of one scope count at one moment, packed as little-endian doubles for `admit`, which reads
/// them at every request. In their order: the moment from which on they hold; oldest bucket, requests and
/// tokens of the minute; oldest bucket and micro-dollars of five hours; oldest bucket, micro-dollars and
/// requests of the day; oldest bucket and micro-dollars of the week; end, micro-dollars and tokens of the
/// month; micro-dollars ever. A ring holds until its oldest bucket leaves.
final class WindowSums {

    static final int COUNT = 15;
    /// Oldest bucket of a ring that counts nothing: it never leaves.
    private static final double NEVER = 1e15;

    private WindowSums() {}

    /// The sums and then `more`, a character per byte: only a connection that writes ISO 8859-1 may send it.
    static String packed(WindowsView windows, long asOfMillis, double... more) {
        ByteBuffer bytes = ByteBuffer.allocate((COUNT + more.length) * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        put(bytes, windows.read(), asOfMillis);
        for (double value : more) {
            bytes.putDouble(value);
        }
        return new String(bytes.array(), StandardCharsets.ISO_8859_1);
    }

    private static void put(ByteBuffer bytes, WindowsView.Read read, long asOf) {
        RingView.Live minute = read.minute().from(RingShape.MINUTE.oldestAt(asOf));
        RingView.Live fiveHours = read.fiveHours().from(RingShape.FIVE_HOURS.oldestAt(asOf));
        RingView.Live day = read.day().from(RingShape.DAY.oldestAt(asOf));
        RingView.Live week = read.week().from(RingShape.WEEK.oldestAt(asOf));
        bytes.putDouble(holdFrom(read, asOf));
        bytes.putDouble(oldest(minute)).putDouble(minute.first()).putDouble(minute.second());
        bytes.putDouble(oldest(fiveHours)).putDouble(fiveHours.first());
        bytes.putDouble(oldest(day)).putDouble(day.first()).putDouble(day.second());
        bytes.putDouble(oldest(week)).putDouble(week.first());
        bytes.putDouble(read.monthEndMillis()).putDouble(read.monthMicros()).putDouble(read.monthTokens());
        bytes.putDouble(read.totalMicros());
    }

    private static double oldest(RingView.Live ring) {
        return ring.oldest() < 0 ? NEVER : ring.oldest();
    }

    /// Before that, a clock would count a bucket that the sums leave out.
    private static long holdFrom(WindowsView.Read read, long asOf) {
        long minute = left(read.minute(), RingShape.MINUTE, asOf);
        long fiveHours = left(read.fiveHours(), RingShape.FIVE_HOURS, asOf);
        long day = left(read.day(), RingShape.DAY, asOf);
        long week = left(read.week(), RingShape.WEEK, asOf);
        return Math.max(Math.max(minute, fiveHours), Math.max(day, week));
    }

    private static long left(RingView ring, RingShape shape, long asOf) {
        long bucket = ring.newestBefore(shape.oldestAt(asOf));
        return bucket < 0 ? 0 : asOf + shape.leavesIn(bucket, asOf);
    }
}
