package dev.sluice.quickstart.platform;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One child process: its name, how it is started, and where it says that it is ready. Without a readiness
/// address a process is ready when its port accepts connections.
record ChildSpec(String name, List<String> command, Map<String, String> environment, int port,
        Optional<URI> readiness) {

    ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return "ChildSpec[" + name + "]"; // the environment may hold a provider's key
    }
}
