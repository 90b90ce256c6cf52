package dev.sluice.contracts.topics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// One topic of the catalogue: every setting that matters is stated, no broker default is trusted.
///
/// @param name
///            full name, `<domain>.<what>.v1`
/// @param key
///            what the record key is
/// @param partitioned
///            whether it has the deployment's number of partitions, or one
/// @param cleanup
///            compact, delete, or both
/// @param retention
///            how long records are kept; zero means for ever
public record TopicSpec(String name, String key, boolean partitioned, Cleanup cleanup, Duration retention) {

    private static final Duration COMPACTION_LAG_MAX = Duration.ofHours(24);
    private static final int MESSAGE_BYTES_MAX = 1024 * 1024;

    /// Values of `cleanup.policy`.
    public enum Cleanup {
        DELETE("delete"), COMPACT("compact"), COMPACT_DELETE("compact,delete");

        private final String policy;

        Cleanup(String policy) {
            this.policy = policy;
        }
    }

    public int partitions(Deployment deployment) {
        return partitioned ? deployment.partitions() : 1;
    }

    /// The topic's configuration as Kafka spells it; what is here is created so, and verified at start-up.
    public Map<String, String> config(Deployment deployment) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("cleanup.policy", cleanup.policy);
        config.put("message.timestamp.type", "LogAppendTime");
        config.put("min.insync.replicas", Integer.toString(deployment.minInSyncReplicas()));
        config.put("retention.ms", retention.isZero() ? "-1" : Long.toString(retention.toMillis()));
        config.put("retention.bytes", "-1");
        config.put("max.message.bytes", Integer.toString(MESSAGE_BYTES_MAX));
        config.put("compression.type", "producer");
        if (cleanup != Cleanup.DELETE) {
            config.put("max.compaction.lag.ms", Long.toString(COMPACTION_LAG_MAX.toMillis()));
        }
        return config;
    }
}
