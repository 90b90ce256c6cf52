package dev.sluice.api.identitylog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folder of the decider's state cannot be written: the application does not start. Kafka Streams would
/// find out only once Kafka is there.
final class StateUnwritable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StateUnwritable(Path folder, IOException cause) {
        super("SLUICE_DATA: " + folder
                + " cannot be written (expected: a folder this process may write, on a disk with space)", cause);
    }

    /// Makes the folder when it is missing.
    static void require(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", null));
        } catch (IOException cause) {
            throw new StateUnwritable(folder, cause);
        }
    }
}
