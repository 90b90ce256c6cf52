package dev.sluice.relay.journal.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/// The relay cannot keep its journals where it is told to: it must not start. The message is one sentence
/// that names the folder, what is wrong with it and what is expected.
public final class JournalFolderUnusable extends RuntimeException {

    private JournalFolderUnusable(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    public static JournalFolderUnusable inUse(Path folder) {
        return new JournalFolderUnusable("journal folder " + folder
                + ": it is used by another relay that runs (expected: one relay per folder; set SLUICE_DATA)", null);
    }

    public static JournalFolderUnusable unwritable(Path folder, IOException cause) {
        return new JournalFolderUnusable("journal folder " + folder + ": " + reason(cause)
                + " (expected: a folder that this process may make and write; set SLUICE_DATA)", cause);
    }

    /// A journal could not be made; the cause says which file and why.
    public static JournalFolderUnusable noJournal(IOException cause) {
        return new JournalFolderUnusable(String.valueOf(cause.getMessage()), cause);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "it is a file";
            case FileSystemException failure when failure.getReason() != null -> failure.getReason();
            default -> String.valueOf(cause.getMessage());
        };
    }
}
