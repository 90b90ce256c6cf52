package dev.sluice.contracts.testing;

import java.nio.file.Path;

import org.testcontainers.containers.GenericContainer;

/// A real Redis for tests. The embedded one is 6.2: scripts must run on it.
///
/// Most tests take [#shared()]; a test that stops, kills or flushes the server takes its own with
/// [#started()]. Port and data survive `stop`, `kill` and `start`.
public final class TestRedis implements AutoCloseable {

    private static final String IMAGE = "redis:7.4-alpine";
    private static final int PORT_IN_CONTAINER = 6379;

    private final TestServer server;

    private TestRedis(TestServer server) {
        this.server = server;
    }

    /// The server all tests of this JVM share; it starts with the first call and ends with the JVM.
    public static TestRedis shared() {
        return Shared.REDIS;
    }

    /// A server of one's own.
    public static TestRedis started() {
        var redis = new TestRedis(DockerEngine.orElse(TestRedis::container, TestRedis::embedded));
        redis.start();
        return redis;
    }

    /// Host and port, `127.0.0.1:21345`.
    public String address() {
        return server.address();
    }

    /// The address as Lettuce takes it.
    public String uri() {
        return "redis://" + server.address();
    }

    public void start() {
        server.start();
    }

    /// Ends the server as an operator would; a later [#start()] finds the same port and data.
    public void stop() {
        server.stop();
    }

    /// Ends the server with `SIGKILL`; what it had not written to its file yet (≤ 1 s) is lost.
    public void kill() {
        server.kill();
    }

    @Override
    public void close() {
        server.close();
    }

    private static TestServer embedded() {
        Path folder = ChildServer.newFolder("redis");
        int port = FreePort.next();
        return new ChildServer("redis", RedisBinary.command(folder, port), port, folder);
    }

    private static TestServer container() {
        var container = new GenericContainer<>(IMAGE).withExposedPorts(PORT_IN_CONTAINER)
                .withCommand("redis-server", "--appendonly", "yes", "--maxmemory-policy", "noeviction");
        return new ContainerServer(container, FreePort.next(), PORT_IN_CONTAINER);
    }

    private static final class Shared {
        private static final TestRedis REDIS = started();
    }
}
