package dev.sluice.relay;

import java.nio.file.FileSystemException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;

/// Where no [StartRefused] names what keeps the relay from starting, says it all the same: the innermost
/// message that names what was expected, or the file that cannot be written.
final class UnnamedFailureAnalyzer implements FailureAnalyzer {

    private static final String EXPECTATION = "(expected: ";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        FailureAnalysis found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> sentence = sentence(cause);
            if (sentence.isPresent()) {
                found = new FailureAnalysis(sentence.get(), null, cause);
            }
        }
        return found;
    }

    private static Optional<String> sentence(Throwable cause) {
        return switch (cause) {
            case FileSystemException file -> Optional.of("SLUICE_DATA: " + file.getMessage()
                    + " (expected: a folder this process may write, on a disk with space)");
            case IllegalStateException state -> expectation(state);
            case IllegalArgumentException argument -> expectation(argument);
            default -> Optional.empty();
        };
    }

    private static Optional<String> expectation(RuntimeException cause) {
        return Optional.ofNullable(cause.getMessage()).filter(message -> message.contains(EXPECTATION));
    }

    /// Ends a relay for a reason found after it had started, from a thread that is not one of those
    /// being stopped.
    static void end(ConfigurableApplicationContext context, String sentence) {
        LoggerFactory.getLogger(RelayApplication.class).error("the relay stops: {}", sentence);
        // Not a daemon, though its starter may be one: the JVM would end with 0 while the context closes.
        Thread.ofPlatform().daemon(false).name("refusing")
                .start(() -> System.exit(SpringApplication.exit(context, () -> 1)));
    }
}
