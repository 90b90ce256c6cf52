package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/// Runs a command when this process is gone without having closed it, also after `kill -9`: a shell waits for the
/// end of its input, which nobody but this process holds open.
final class Guard implements AutoCloseable {

    private static final String SCRIPT = "read -r _ || exec \"$@\"";

    private final Process shell;

    private Guard(Process shell) {
        this.shell = shell;
    }

    /// @param prefix
    ///            what keeps the guard from signals for the group of this process
    static Guard start(List<String> prefix, List<String> command) throws IOException {
        var line = new ArrayList<>(prefix);
        line.addAll(List.of("sh", "-c", SCRIPT, "guard"));
        line.addAll(command);
        return new Guard(new ProcessBuilder(line).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD)
                .start());
    }

    /// As the end of this process does.
    Process abandon() throws IOException {
        shell.getOutputStream().close();
        return shell;
    }

    /// There is nothing left to do.
    @Override
    public void close() {
        shell.destroy();
    }
}
