package dev.sluice.relay.dialect;

import dev.sluice.relay.scanning.JsonCursor;

/// Looks for input that lies with the provider or elsewhere and not in the body: files by id, documents and
/// images by URL. Such a request may use any part of the context window.
final class StoredContent {

    /// Whether a value stands for more than its own bytes.
    enum Finding {
        WHOLE, REFERS
    }

    private StoredContent() {}

    /// Passes the value under the cursor.
    static Finding look(JsonCursor cursor) {
        if (cursor.isObject()) {
            return lookInObject(cursor);
        }
        if (cursor.isArray()) {
            return lookInArray(cursor);
        }
        cursor.skip();
        return Finding.WHOLE;
    }

    private static Finding lookInObject(JsonCursor cursor) {
        Finding finding = Finding.WHOLE;
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs("file_id") || cursor.keyIs("file_url")) {
                finding = cursor.isNull() ? finding : Finding.REFERS;
                cursor.skip();
            } else if (cursor.keyIs("type")) {
                finding = refersByType(cursor) ? Finding.REFERS : finding;
            } else if (cursor.keyIs("input_schema") || cursor.keyIs("parameters") || cursor.keyIs("schema")
                    || cursor.keyIs("input")) {
                cursor.skip();
            } else {
                finding = look(cursor) == Finding.REFERS ? Finding.REFERS : finding;
            }
        }
        return finding;
    }

    private static Finding lookInArray(JsonCursor cursor) {
        Finding finding = Finding.WHOLE;
        cursor.enterArray();
        while (cursor.nextElement()) {
            finding = look(cursor) == Finding.REFERS ? Finding.REFERS : finding;
        }
        return finding;
    }

    private static boolean refersByType(JsonCursor cursor) {
        return cursor.text() && (cursor.textIs("url") || cursor.textIs("item_reference"));
    }
}
