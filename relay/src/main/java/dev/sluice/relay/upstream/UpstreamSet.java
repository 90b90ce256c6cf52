package dev.sluice.relay.upstream;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// All upstreams as they are configured at one time.
public record UpstreamSet(List<Upstream> upstreams, Failover failover) {

    public static final int UPSTREAMS_MAX = 100;

    public UpstreamSet {
        upstreams = List.copyOf(upstreams);
        if (upstreams.size() > UPSTREAMS_MAX) {
            throw new IllegalArgumentException(
                    "upstreams: " + upstreams.size() + " (expected: at most " + UPSTREAMS_MAX + ")");
        }
        Set<String> ids = new HashSet<>();
        for (Upstream upstream : upstreams) {
            if (!ids.add(upstream.id())) {
                throw new IllegalArgumentException("upstream " + upstream.id() + ": given twice (expected: once)");
            }
        }
    }
}
