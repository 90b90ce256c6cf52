package dev.sluice.streams.verifying;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import dev.sluice.contracts.journal.JournalProgress;
import dev.sluice.streams.accounts.rows.KeyRow;
import dev.sluice.streams.accounts.rows.RowCodec;
import dev.sluice.streams.accounts.rows.UserRow;
import dev.sluice.streams.accounts.rows.Windows;

/// What is told of a row of the decider when it differs.
final class RowFields {

    private RowFields() {}

    static Fields of(String key, byte[] row) {
        Map<String, String> texts = new TreeMap<>();
        try {
            tell(key, row, texts);
        } catch (RuntimeException unreadable) {
            texts.put("unreadable", String.valueOf(unreadable.getMessage()));
        }
        if (texts.isEmpty()) {
            texts.put("bytes", HexFormat.of().formatHex(row));
        }
        return new Fields(texts);
    }

    private static void tell(String key, byte[] row, Map<String, String> texts) {
        switch (key.charAt(0)) {
            case 'u' -> user(RowCodec.user(row), texts);
            case 'k' -> key(RowCodec.key(row), texts);
            case 'o' -> texts.put("open", RowCodec.open(row).toString());
            case 't' -> texts.put("end", RowCodec.terminal(row).toString());
            case 'j' -> journal(RowCodec.journalProgress(row), texts);
            default -> texts.put("row", HexFormat.of().formatHex(row));
        }
    }

    private static void user(UserRow user, Map<String, String> texts) {
        texts.put("version", "" + user.version());
        texts.put("balance", "" + user.wallet().balanceNanos());
        texts.put("grants", user.wallet().grants().toString());
        texts.put("owed", "" + user.wallet().receivableNanos());
        texts.put("openNanos", "" + user.openNanos());
        texts.put("openRequests", "" + user.openRequests());
        texts.put("halt", "" + user.halt());
        texts.put("plan", user.policy().toString());
        windows(user.windows(), texts);
    }

    private static void key(KeyRow key, Map<String, String> texts) {
        texts.put("openNanos", "" + key.openNanos());
        windows(key.windows(), texts);
    }

    /// Seen from the distant past: everything the rings hold.
    private static void windows(Windows windows, Map<String, String> texts) {
        texts.put("windows", windows.view(0).text());
        texts.put("month", windows.monthNanos() + " " + windows.monthTokens());
        texts.put("total", windows.totalNanos() + " " + windows.totalTokens() + " " + windows.totalRequests());
    }

    private static void journal(JournalProgress progress, Map<String, String> texts) {
        texts.put("seen", progress.seen().low() + " " + progress.seen().spans());
        texts.put("marks", progress.marks().toString());
        texts.put("watermark", "" + progress.watermarkMillis());
        texts.put("closedAt", "" + progress.closedAtMillis());
    }
}
