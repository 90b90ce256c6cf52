package dev.sluice.relay.forwarding;

import dev.sluice.contracts.usage.Service;

/// The one endpoint of each service.
public record Upstreams(Upstream claude, Upstream codex) {

    Upstream of(Service service) {
        return switch (service) {
            case CLAUDE -> claude;
            case CODEX -> codex;
        };
    }
}
