package dev.sluice.streams.accounts.rows;

import java.util.ArrayList;
import java.util.List;

/// The binary form of rows `a/…`: a version byte, then the fields in order.
final class ToldCodec {

    private static final byte VERSION = 1;
    private static final ToldRow.About[] ABOUT = ToldRow.About.values();

    private ToldCodec() {}

    static byte[] encode(ToldRow row) {
        RowWriter out = new RowWriter();
        out.version(VERSION);
        out.number(row.creditNanos());
        out.number(row.told().size());
        for (ToldRow.Told told : row.told()) {
            out.number(told.about().ordinal());
            out.number(told.percent());
            out.number(told.limitNanos());
            out.number(told.untilMillis());
        }
        return out.bytes();
    }

    static ToldRow decode(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalArgumentException("told row: version " + (bytes.length == 0 ? "none" : "" + bytes[0])
                    + " (expected: " + VERSION + ")");
        }
        RowReader in = new RowReader(bytes);
        long creditNanos = in.number();
        List<ToldRow.Told> told = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            told.add(new ToldRow.Told(ABOUT[(int) in.number()], (int) in.number(), in.number(), in.number()));
        }
        return new ToldRow(creditNanos, told);
    }
}
