package dev.sluice.quickstart.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class GuardTest {

    private static final int SECONDS_MAX = 10;

    @TempDir
    private Path folder;

    @Test
    void doesItsCommandWhenNobodyIsThereAnyMore() throws Exception {
        Path mark = folder.resolve("a mark");

        Process shell = Guard.start(List.of(), List.of("touch", mark.toString())).abandon();

        assertThat(shell.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(mark).exists();
    }

    @Test
    void doesNothingOnceItIsClosed() throws Exception {
        Path mark = folder.resolve("mark");
        Guard guard = Guard.start(List.of(), List.of("touch", mark.toString()));

        guard.close();

        assertThat(guard.abandon().waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(mark).doesNotExist();
    }
}
