package dev.sluice.contracts.admission;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which Redis answers: the run of the process and the history of its data. Both change when data may have
/// been lost; neither changes by a flush, which takes the sentinel with it.
public record RedisServer(String runId, String replicationId) {

    /// Changes with the layout of the keys that the scripts share: what another layout has filled is rebuilt.
    private static final int LAYOUT = 2;
    private static final Pattern RUN_ID = Pattern.compile("(?m)^run_id:([0-9a-f]{40})\\r?$");
    private static final Pattern REPLICATION_ID = Pattern.compile("(?m)^master_replid:([0-9a-f]{40})\\r?$");

    /// Reads the answer of `INFO`. Throws `IllegalArgumentException` when it does not name both.
    public static RedisServer parse(String info) {
        return new RedisServer(find("run_id", RUN_ID, info), find("master_replid", REPLICATION_ID, info));
    }

    /// Value of `RedisKeys.sentinel(partition)` while everything of the partition is in this server.
    public String sentinel() {
        return runId + "/" + replicationId + "/" + LAYOUT;
    }

    private static String find(String name, Pattern pattern, String info) {
        Matcher matcher = pattern.matcher(info);
        if (!matcher.find()) {
            throw new IllegalArgumentException("INFO: no " + name + " (expected: 40 hex digits)");
        }
        return matcher.group(1);
    }
}
