package dev.sluice.api.directory;

import dev.sluice.api.sealing.WrappedKey;
import dev.sluice.contracts.identity.UserView;

/// Somebody who was erased a moment ago, as they were, with the data key that still opens what they were.
public record Leaver(UserView view, WrappedKey key) {}
