package dev.sluice.api.web;

/// An answer that has begun cannot be finished. It is too late for a problem: the connection is cut, so that
/// nobody takes a part for the whole.
public final class CutShortException extends RuntimeException {

    public CutShortException(String why) {
        super("answer cut short: " + why);
    }
}
