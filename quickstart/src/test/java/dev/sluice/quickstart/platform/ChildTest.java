package dev.sluice.quickstart.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChildTest {

    @TempDir
    private Path data;
    private Folders folders;
    private Child child;

    @BeforeEach
    void start() {
        folders = new Folders(data);
        folders.create();
        child = child("sleep", "600");
        child.start();
    }

    @AfterEach
    void stop() {
        child.stop();
    }

    @Test
    void isStartedAgainAfterAKill() {
        long first = pid();

        child.kill();

        Awaitility.await().until(() -> pid() != first && ProcessHandle.of(pid()).isPresent());
        assertThat(child.deaths()).isOne();
    }

    @Test
    void staysDownOnceStopped() {
        ProcessHandle running = ProcessHandle.of(pid()).orElseThrow();

        child.stop();

        assertThat(running.isAlive()).isFalse();
        assertThat(folders.pid("sleeper")).doesNotExist();
        assertThat(child.deaths()).isZero();
    }

    @Test
    void refusesACommandThatDoesNotExistByName() {
        Child missing = child("/no/such/program");

        assertThatThrownBy(missing::start).isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("The process sleeper cannot be started:");
    }

    private Child child(String... command) {
        var spec = new ChildSpec("sleeper", List.of(command), Map.of(), 1, Optional.empty());
        return new Child(spec, folders, List.of(), Duration.ofSeconds(20));
    }

    private long pid() {
        try {
            return Long.parseLong(Files.readString(folders.pid("sleeper")).strip());
        } catch (java.io.IOException | NumberFormatException beingWritten) {
            return 0;
        }
    }
}
