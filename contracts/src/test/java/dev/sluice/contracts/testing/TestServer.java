package dev.sluice.contracts.testing;

/// One server a test may stop, kill and start again; its port and its data stay.
sealed interface TestServer permits ChildServer, ContainerServer {

    /// Host and port, `127.0.0.1:21345`.
    String address();

    /// Starts the server, or starts it again; returns when it accepts connections.
    void start();

    /// Ends the server as an operator would; returns when it is gone.
    void stop();

    /// Ends the server without a warning (`SIGKILL`).
    void kill();

    /// Ends the server and removes its data.
    void close();
}
