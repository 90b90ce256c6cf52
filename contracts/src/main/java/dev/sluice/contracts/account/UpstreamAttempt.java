package dev.sluice.contracts.account;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.money.NanoUsd;

/// A try of a request at an upstream before the one that ended it. `status` is 0 where no answer came;
/// `costNanoUsd` is what the provider takes from us for it, never charged to the user.
public record UpstreamAttempt(
        String upstream,
        int status,
        String errorCode,
        @Nullable String upstreamRequestId,
        long durationMillis,
        NanoUsd costNanoUsd) {}
