package dev.sluice.contracts.testing;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.testcontainers.containers.GenericContainer;

/// A server in a container. Its port on this machine is fixed, so that it is the same after a restart.
final class ContainerServer implements TestServer {

    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final int STOP_SECONDS_MAX = 20;

    private final GenericContainer<?> container;
    private final int port;

    ContainerServer(GenericContainer<?> container, int port, int portInside) {
        this.container = container;
        this.port = port;
        container.setPortBindings(List.of(port + ":" + portInside));
    }

    @Override
    public String address() {
        return container.getHost() + ":" + port;
    }

    @Override
    public void start() {
        if (container.getContainerId() == null) {
            container.start();
            return;
        }
        container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
        Awaitility.await().atMost(START_MAX).until(() -> FreePort.answers(port));
    }

    @Override
    public void stop() {
        container.getDockerClient().stopContainerCmd(container.getContainerId()).withTimeout(STOP_SECONDS_MAX).exec();
    }

    @Override
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void close() {
        container.stop();
    }
}
