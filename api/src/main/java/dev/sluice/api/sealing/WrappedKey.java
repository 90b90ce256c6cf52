package dev.sluice.api.sealing;

import dev.sluice.contracts.ids.UserId;

/// The data key of a user as it lies in topic `identity.pii-keys`: encrypted by the key-encryption key.
public record WrappedKey(UserId userId, String wrapped) {}
