package dev.sluice.api.identity;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityResult.Refusal;

/// What a command leads to: events, possibly none, or a refusal. A refusal may have events too: a reused
/// refresh token ends its session.
///
/// @param subject
///            id of what the command is about
public record Decision(List<IdentityEvent> events, String subject, @Nullable Refusal refusal) {

    public Decision {
        events = List.copyOf(events);
    }

    static Decision done(Object subject, IdentityEvent... events) {
        return new Decision(List.of(events), subject.toString(), null);
    }

    static Decision done(Object subject, List<IdentityEvent> events) {
        return new Decision(events, subject.toString(), null);
    }

    static Decision refused(Object subject, Refusal refusal) {
        return new Decision(List.of(), subject.toString(), refusal);
    }
}
