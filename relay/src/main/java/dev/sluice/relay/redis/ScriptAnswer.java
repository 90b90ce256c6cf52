package dev.sluice.relay.redis;

import java.util.List;

/// Hears what became of a call of a script, once: on the loop that asked when it asked over its lane, otherwise
/// on a thread of the shared connection, which must not be blocked either.
public interface ScriptAnswer {

    /// Numbers are `Long`, texts `String`.
    void answered(List<?> reply);

    /// No answer will come; the script may have run all the same.
    void failed(String why);
}
