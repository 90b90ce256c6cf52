package dev.sluice.streams.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.rated.RatedUsage;

/// What is known about one request: its first record and its adjustments in order of `sequence`.
record RecordRow(List<RatedUsage> sequences) {

    /// A request is adjusted a few times in its life, not without end.
    static final int SEQUENCES_MAX = 100;

    RecordRow {
        sequences = List.copyOf(sequences);
    }

    static RecordRow of(byte @Nullable [] bytes) {
        return bytes == null
                ? new RecordRow(List.of())
                : SluiceJson.mapper().readValue(bytes, RecordRow.class);
    }

    byte[] encode() {
        return SluiceJson.mapper().writeValueAsBytes(this);
    }

    /// A sequence that is already there stays: the log never says it differently.
    RecordRow with(RatedUsage rated) {
        boolean known = sequences.stream().anyMatch(one -> one.sequence() == rated.sequence());
        if (known || sequences.size() >= SEQUENCES_MAX) {
            return this;
        }
        List<RatedUsage> all = new ArrayList<>(sequences);
        all.add(rated);
        all.sort(Comparator.comparingInt(RatedUsage::sequence));
        return new RecordRow(Collections.unmodifiableList(all));
    }

    /// The request as it stood after the given sequence; empty before its first.
    Optional<RatedUsage> asOf(int sequence) {
        return sequences.stream().filter(one -> one.sequence() <= sequence).reduce(Merging::merged);
    }

    /// The request as it stands.
    RatedUsage current() {
        return asOf(Integer.MAX_VALUE).orElseThrow();
    }
}
