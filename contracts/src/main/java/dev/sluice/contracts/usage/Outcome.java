package dev.sluice.contracts.usage;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a request ended, as its user sees it.
public enum Outcome {
    @JsonProperty("ok")
    OK,
    @JsonProperty("refused")
    REFUSED,
    @JsonProperty("upstream-error")
    UPSTREAM_ERROR,
    @JsonProperty("client-cancel")
    CLIENT_CANCEL,
    @JsonProperty("cut")
    CUT,
    @JsonProperty("relay-lost")
    RELAY_LOST;

    public boolean isError() {
        return this == UPSTREAM_ERROR || this == CUT || this == RELAY_LOST;
    }
}
