package dev.sluice.api.directory;

import dev.sluice.contracts.identity.IdentityResult;

/// Gets every answer of the decider, of any instance, from the moment this one is ready.
public interface Answered {
    void answered(IdentityResult result);
}
