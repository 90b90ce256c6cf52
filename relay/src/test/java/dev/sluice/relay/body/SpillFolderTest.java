package dev.sluice.relay.body;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.relay.journal.SmallDisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// The folder of large bodies: nobody else looks into it, nothing stays in it, and a disk that refuses is survived.
class SpillFolderTest {

    private static final int BYTES_MAX = 8 * 1024 * 1024;

    @TempDir
    Path temporary;

    @Test
    void isOursAloneAndAFileHasNoName() throws IOException {
        Path path = temporary.resolve("data/bodies");
        try (SpillFolder folder = SpillFolder.at(path, BYTES_MAX, () -> "one").open();
                FileChannel file = folder.create()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rwx------");
            assertThat(path).isEmptyDirectory();
            assertThat(file.isOpen()).isTrue();
        }
    }

    @Test
    void sweepsWhatACrashLeftAndNothingElse() throws IOException {
        Path path = Files.createDirectory(temporary.resolve("bodies"));
        Files.writeString(path.resolve("left.body"), "{");
        Files.writeString(path.resolve("note.txt"), "ours?");

        SpillFolder.at(path, BYTES_MAX, () -> "one").open().close();

        assertThat(path.toFile().list()).containsExactly("note.txt");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path path = Files.writeString(temporary.resolve("file"), "").resolve("bodies");

        assertThatThrownBy(() -> SpillFolder.at(path, BYTES_MAX, () -> "one").open())
                .isInstanceOf(UncheckedIOException.class).hasMessageContaining(path.toString());
    }

    @Test
    void aFullDiskIsToldOnceAndEverythingIsGivenBack() throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (SmallDisk disk = SmallDisk.mounted(temporary.resolve("disk"), 1024 * 1024);
                SpillFolder folder = SpillFolder.at(disk.path().resolve("bodies"), BYTES_MAX, () -> "one").open();
                ExecutorService loop = Executors.newSingleThreadExecutor()) {
            loop.execute(() -> fill(new Spilling(folder, folder.roomOf("ada"), loop, new Heard(heard))));

            await().until(() -> heard.contains("failed"));
            await().until(() -> folder.spilledBytes() == 0);
        }
        assertThat(heard).filteredOn("failed"::equals).hasSize(1);
    }

    @Test
    void whoFailsToReadABodyLosesItAndNothingElse() throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (SpillFolder folder = SpillFolder.at(temporary.resolve("bodies"), BYTES_MAX, () -> "one").open();
                ExecutorService loop = Executors.newSingleThreadExecutor()) {
            loop.execute(() -> {
                Spilling spilling = new Spilling(folder, folder.roomOf("ada"), loop, new Heard(heard));
                fill(spilling);
                spilling.whole(SpillFolderTest::fail, (_, _) -> heard.add("whole"));
            });

            await().dontCatchUncaughtExceptions().until(() -> heard.contains("failed"));
            await().dontCatchUncaughtExceptions().until(() -> folder.spilledBytes() == 0);
        }
        assertThat(heard).doesNotContain("whole");
    }

    private static String fail(byte[] all) {
        throw new IllegalArgumentException(all.length + " bytes are too many for this test");
    }

    /// What one read of a connection brings may be a great many parts of a few bytes.
    @Test
    void smallPartsCountMoreThanTheyBring() throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (SpillFolder folder = SpillFolder.at(temporary.resolve("bodies"), BYTES_MAX, () -> "one").open();
                ExecutorService loop = Executors.newSingleThreadExecutor()) {
            loop.execute(() -> {
                Spilling spilling = new Spilling(folder, folder.roomOf("ada"), loop, new Heard(heard));
                for (int i = 0; i <= Spilling.WAITING_BYTES_MAX / 1024; i++) {
                    spilling.add(Unpooled.wrappedBuffer(new byte[1]));
                }
                heard.add("added");
            });

            await().until(() -> heard.contains("more true"));
        }
        assertThat(heard).containsExactly("more false", "added", "more true");
    }

    private static void fill(Spilling spilling) {
        assertThat(spilling.reserve(4 * 1024 * 1024)).isTrue();
        for (int i = 0; i < 64; i++) {
            ByteBuf part = Unpooled.wrappedBuffer(new byte[64 * 1024]);
            spilling.add(part);
            part.release();
        }
    }

    private record Heard(List<String> heard) implements Spilling.Listener {

        @Override
        public void mayReceive(boolean more) {
            heard.add("more " + more);
        }

        @Override
        public void failed() {
            heard.add("failed");
        }
    }
}
