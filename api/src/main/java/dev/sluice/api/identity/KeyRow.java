package dev.sluice.api.identity;

import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.ids.KeyHash;

/// What the decider remembers of one key.
public record KeyRow(KeyHash hash, KeyView view) {}
