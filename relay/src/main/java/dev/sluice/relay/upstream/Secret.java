package dev.sluice.relay.upstream;

/// Something that proves who we are to a provider or a proxy. It is never logged or shown.
public record Secret(String reveal) {

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
