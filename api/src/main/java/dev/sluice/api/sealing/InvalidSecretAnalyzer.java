package dev.sluice.api.sealing;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says in one sentence what is wrong instead of showing a stack trace.
final class InvalidSecretAnalyzer extends AbstractFailureAnalyzer<InvalidSecretException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSecretException cause) {
        return new FailureAnalysis(cause.getMessage(), "Create the file, or point SLUICE_SECRETS at its folder.",
                cause);
    }
}
