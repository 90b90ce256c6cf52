package dev.sluice.api.sealing;

/// Bytes nobody may see: never logged, compared or serialised.
public record Secret(byte[] reveal) {
    @Override
    public String toString() {
        return "Secret[…]";
    }
}
