package dev.sluice.contracts.usage;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a key may be used for: a family of models behind one provider.
public enum Service {
    @JsonProperty("claude")
    CLAUDE,
    @JsonProperty("codex")
    CODEX
}
