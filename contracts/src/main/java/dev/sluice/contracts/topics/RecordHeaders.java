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

    private RecordHeaders() {}
}
