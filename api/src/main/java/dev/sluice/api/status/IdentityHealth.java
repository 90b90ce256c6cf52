package dev.sluice.api.status;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import dev.sluice.api.directory.DirectoryFeed;
import dev.sluice.api.identitylog.IdentityStreams;
import dev.sluice.api.log.TopicGate;

/// Says what this application waits for before it can serve.
@Component("identity")
class IdentityHealth implements HealthIndicator {

    private final TopicGate topics;
    private final DirectoryFeed directory;
    private final IdentityStreams streams;

    IdentityHealth(TopicGate topics, DirectoryFeed directory, IdentityStreams streams) {
        this.topics = topics;
        this.directory = directory;
        this.streams = streams;
    }

    List<String> waitsFor() {
        if (!topics.isOpen()) {
            return List.of(topics.waitsFor());
        }
        List<String> waits = new ArrayList<>();
        if (!directory.isReady()) {
            waits.add("the directory to read the views");
        }
        if (!streams.isUp()) {
            waits.add("the identity decider");
        }
        return waits;
    }

    @Override
    public Health health() {
        List<String> waits = waitsFor();
        return waits.isEmpty() ? Health.up().build() : Health.down().withDetail("waitsFor", waits).build();
    }
}
