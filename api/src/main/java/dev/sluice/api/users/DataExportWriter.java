package dev.sluice.api.users;

import java.util.List;

import tools.jackson.core.JsonGenerator;

import dev.sluice.api.usage.RecordPages;
import dev.sluice.api.usage.RecordShapes.RequestRecord;

/// Writes the members of a [DataExport] one after the other. It is closed only at its end: a generator that is
/// closed earlier ends the document, and a part would look like the whole.
final class DataExportWriter implements RecordPages.Sink {

    private final JsonGenerator out;

    private DataExportWriter(JsonGenerator out) {
        this.out = out;
    }

    static DataExportWriter begin(JsonGenerator out) {
        out.writeStartObject();
        return new DataExportWriter(out);
    }

    void value(String name, Object value) {
        out.writePOJOProperty(name, value);
    }

    void list(String name) {
        out.writeArrayPropertyStart(name);
    }

    /// What is written so far leaves at once: from then on nothing can be answered but this document.
    void items(List<?> items) {
        items.forEach(out::writePOJO);
        out.flush();
    }

    void endList() {
        out.writeEndArray();
    }

    @Override
    public void take(List<RequestRecord> page) {
        items(page);
    }

    @Override
    public void end() {
        out.writeEndArray();
        out.writeEndObject();
        out.close();
    }
}
