package dev.sluice.relay.server;

import java.util.Set;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.upstream.choice.Chosen;
import dev.sluice.relay.upstream.choice.Upstreams;

/// Finds sessions by where they are at home.
final class Homes {

    private Homes() {}

    /// A session of the user whose requests go to this upstream of Claude.
    static String sessionAt(String id, Upstreams upstreams, UserId user) {
        for (int i = 0;; i++) {
            String session = "s-" + i;
            if (upstreams.choose(Service.CLAUDE, user.value() + session, Set.of()) instanceof Chosen.Found(var slot)) {
                slot.leave(System.nanoTime());
                if (slot.live().id().equals(id)) {
                    return session;
                }
            }
        }
    }
}
