package dev.sluice.relay.upstream.configuration;

import dev.sluice.relay.upstream.UpstreamSet;

/// The door through which upstreams are configured: a file today, a topic tomorrow.
public interface UpstreamSource {

    /// What is configured now. Called by one thread, about once a second; blocks only as long as a file takes.
    Reading read();

    /// What came of looking.
    sealed interface Reading {

        /// As it was at the last look, good or not.
        record Unchanged() implements Reading {}

        record Configured(UpstreamSet set) implements Reading {}

        /// `fault` is one sentence: where, which field, its value, what is expected.
        record Unreadable(String fault) implements Reading {}
    }

    /// One configuration for good.
    static UpstreamSource fixed(UpstreamSet set) {
        return new UpstreamSource() {
            private boolean told;

            @Override
            public Reading read() {
                Reading reading = told ? new Reading.Unchanged() : new Reading.Configured(set);
                told = true;
                return reading;
            }
        };
    }
}
