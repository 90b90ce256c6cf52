package dev.sluice.api.plans;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.sluice.contracts.configuration.ConfigurationFault;

/// Says in one sentence what is wrong instead of showing a stack trace.
final class PlansUnusableAnalyzer extends AbstractFailureAnalyzer<ConfigurationFault> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationFault cause) {
        return new FailureAnalysis("plans: " + cause.sentence(),
                "Correct the file SLUICE_PLANS points at, or point it at another one.", cause);
    }
}
