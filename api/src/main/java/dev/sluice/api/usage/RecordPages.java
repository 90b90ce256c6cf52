package dev.sluice.api.usage;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.api.accounts.StreamsAwayException;
import dev.sluice.api.accounts.StreamsClient;
import dev.sluice.api.usage.RecordShapes.RequestRecord;
import dev.sluice.api.web.CutShortException;
import dev.sluice.api.web.ProblemException;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.query.RecordsAnswer;

/// Reads all records of a user, page by page, newest first. Each user does so once at a time: an export costs
/// usage-streams more than anything else that is asked of it.
@Component
public class RecordPages {

    /// Records in one export; who has more narrows the range.
    static final long RECORDS_MAX = 1_000_000;
    private static final int AT_ONCE_MAX = 32;

    private final StreamsClient streams;
    private final Set<UserId> underway = ConcurrentHashMap.newKeySet();

    RecordPages(StreamsClient streams) {
        this.streams = streams;
    }

    /// Takes one page after the other, and hears when there are no more.
    @FunctionalInterface
    public interface Sink {
        void take(List<RequestRecord> page) throws IOException;

        default void end() throws IOException {}
    }

    /// Where an export begins. Nothing is written before it is known that there is something to write.
    public interface Start {
        Sink begin() throws IOException;
    }

    /// Throws a problem or [StreamsAwayException] before `start`, [CutShortException] after it.
    public void export(UserId userId, Map<String, String> filters, Start start) throws IOException {
        if (underway.size() >= AT_ONCE_MAX || !underway.add(userId)) {
            throw ProblemException.of(429, "too-many-exports", "An export is under way; wait until it is done.");
        }
        try {
            RecordsAnswer page = page(userId, filters, null);
            Sink sink = start.begin();
            sink.take(shaped(page));
            rest(userId, filters, page, sink);
            sink.end();
        } finally {
            underway.remove(userId);
        }
    }

    private void rest(UserId userId, Map<String, String> filters, RecordsAnswer first, Sink sink) throws IOException {
        long records = first.records().size();
        String cursor = first.nextCursor();
        while (cursor != null) {
            if (records >= RECORDS_MAX) {
                throw new CutShortException("more than " + RECORDS_MAX + " records");
            }
            try {
                RecordsAnswer page = page(userId, filters, cursor);
                sink.take(shaped(page));
                records += page.records().size();
                cursor = page.nextCursor();
            } catch (StreamsAwayException away) {
                throw new CutShortException("usage-streams went away");
            }
        }
    }

    private RecordsAnswer page(UserId userId, Map<String, String> filters, @Nullable String cursor) {
        Map<String, String> parameters = new LinkedHashMap<>(filters);
        parameters.put("limit", Integer.toString(RecordsAnswer.LIMIT_MAX));
        parameters.put("cursor", cursor == null ? "" : cursor);
        try {
            return streams.records(userId, parameters);
        } catch (IllegalArgumentException refused) {
            throw ProblemException.field("from", "malformed", "cannot be asked for with the other parameters");
        }
    }

    private static List<RequestRecord> shaped(RecordsAnswer page) {
        return page.records().stream().map(RequestRecord::of).toList();
    }
}
