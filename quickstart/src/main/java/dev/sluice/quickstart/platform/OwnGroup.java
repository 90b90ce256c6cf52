package dev.sluice.quickstart.platform;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Keeps Ctrl-C from the child processes: the terminal sends it to the whole process group, but the
/// supervisor ends them in order. Without `setsid` on the PATH they hear it too.
final class OwnGroup {

    private OwnGroup() {}

    static List<String> prefix() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1)).map(entry -> Path.of(entry, "setsid"))
                .filter(Files::isExecutable).findFirst().map(setsid -> List.of(setsid.toString())).orElse(List.of());
    }
}
