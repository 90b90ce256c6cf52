package dev.sluice.bench.contestants;

import dev.sluice.bench.measuring.Child;

/// Something that forwards requests to the provider, running.
///
/// @param name
///            as the table calls it
/// @param port
///            of the loopback address
public record Contestant(String name, int port, Child process) implements AutoCloseable {

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
