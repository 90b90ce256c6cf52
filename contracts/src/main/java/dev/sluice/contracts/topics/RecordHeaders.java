package dev.sluice.contracts.topics;

/// Names of record headers: CloudEvents binary mode (CloudEvents Kafka binding 1.0) and our own.
public final class RecordHeaders {

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String SPEC_VERSION = "ce_specversion";

    /// The journal a usage event came through, as text.
    public static final String JOURNAL = "journal";
    /// Dense per journal and partition from 0, as decimal text.
    public static final String PSEQ = "pseq";
    /// First append time in epoch milliseconds of a record that was copied from another topic or epoch.
    public static final String APPENDED_AT = "sluice-appended-at";

    /// Where the record of a dead letter first stood: `topic-partition@offset`. Its identity for ever.
    public static final String LETTER_PLACE = "dlq-place";
    /// What kind of dead letter it is.
    public static final String LETTER_KIND = "dlq-kind";
    /// Why it is one, without any of its content.
    public static final String LETTER_REASON = "dlq-reason";
    /// Bytes of a record that is too large for a letter, as decimal text: it stands at its place only.
    public static final String LETTER_LEFT = "dlq-left";
    /// The place of the dead letter that this record repeats, and who says so.
    public static final String REPLAY_OF = "sluice-replay-of";
    public static final String REPLAY_BY = "sluice-replay-by";

    private RecordHeaders() {}
}
