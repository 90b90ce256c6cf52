package dev.sluice.contracts.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

import org.testcontainers.DockerClientFactory;

/// Whether containers can be had. Looking is expensive where there is no engine, so the socket or
/// `DOCKER_HOST` must be there first. `-Dsluice.servers=embedded` never asks.
final class DockerEngine {

    private static final Path SOCKET = Path.of("/var/run/docker.sock");

    private DockerEngine() {}

    /// The container where an engine answers and can start it, else the server of this machine.
    static TestServer orElse(Supplier<TestServer> container, Supplier<TestServer> embedded) {
        return answers() ? container.get() : embedded.get();
    }

    private static boolean answers() {
        boolean wanted = !"embedded".equals(System.getProperty("sluice.servers"));
        boolean mayBeThere = Files.exists(SOCKET) || Optional.ofNullable(System.getenv("DOCKER_HOST")).isPresent();
        return wanted && mayBeThere && DockerClientFactory.instance().isDockerAvailable();
    }
}
