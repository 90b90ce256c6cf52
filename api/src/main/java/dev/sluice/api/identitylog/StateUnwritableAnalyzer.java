package dev.sluice.api.identitylog;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says in one sentence what is wrong instead of showing a stack trace.
final class StateUnwritableAnalyzer extends AbstractFailureAnalyzer<StateUnwritable> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StateUnwritable cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
