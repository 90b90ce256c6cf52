package dev.sluice.bench.measuring;

import java.io.IOException;
import java.nio.file.Path;

/// A flight recording of another JVM, from now until it is closed; the file lies in that JVM's folder.
public final class Recording implements AutoCloseable {

    private final long pid;
    private final String name;
    private final boolean wanted;

    private Recording(long pid, String name, boolean wanted) {
        this.pid = pid;
        this.name = name;
        this.wanted = wanted;
    }

    /// Records into `<name>.jfr`, or does nothing when it is not wanted.
    public static Recording of(long pid, String name, boolean wanted) throws IOException {
        Recording recording = new Recording(pid, name, wanted);
        recording.command("JFR.start", "name=" + name, "settings=profile");
        return recording;
    }

    private void command(String... words) throws IOException {
        if (wanted) {
            String[] command = new String[words.length + 2];
            command[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            command[1] = Long.toString(pid);
            System.arraycopy(words, 0, command, 2, words.length);
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start().onExit().join();
        }
    }

    @Override
    public void close() throws IOException {
        command("JFR.stop", "name=" + name, "filename=" + name + ".jfr");
    }
}
