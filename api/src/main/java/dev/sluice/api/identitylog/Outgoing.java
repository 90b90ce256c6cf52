package dev.sluice.api.identitylog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

import dev.sluice.api.identity.Change;
import dev.sluice.api.identity.Decision;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.AccountPolicySet;
import dev.sluice.contracts.audit.AuditEntry;
import dev.sluice.contracts.identity.IdentityCodec;
import dev.sluice.contracts.identity.IdentityCommand;
import dev.sluice.contracts.identity.IdentityCommand.RegisterUser;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.EmailVerified;
import dev.sluice.contracts.identity.IdentityEvent.KeyChanged;
import dev.sluice.contracts.identity.IdentityEvent.KeyCreated;
import dev.sluice.contracts.identity.IdentityEvent.LimitsChanged;
import dev.sluice.contracts.identity.IdentityEvent.PlanChanged;
import dev.sluice.contracts.identity.IdentityEvent.ProfileChanged;
import dev.sluice.contracts.identity.IdentityEvent.RegistrationExpired;
import dev.sluice.contracts.identity.IdentityEvent.UserErased;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;

import static dev.sluice.contracts.topics.RecordHeaders.ID;
import static dev.sluice.contracts.topics.RecordHeaders.SOURCE;
import static dev.sluice.contracts.topics.RecordHeaders.SPEC_VERSION;
import static dev.sluice.contracts.topics.RecordHeaders.TIME;
import static dev.sluice.contracts.topics.RecordHeaders.TYPE;

/// A record to be written: topic, key, value, headers. A null value is a tombstone.
record Outgoing(TopicSpec topic, String key, byte @Nullable [] value, RecordHeaders headers) {

    private static final String AUDIT_TYPE = "dev.sluice.audit.AuditEntry";
    private static final String SOURCE_NAME = "sluice/api/identity";

    static Outgoing event(IdentityEvent event, String eventId, Instant at) {
        return new Outgoing(Topics.IDENTITY_EVENTS, event.userId().value(), IdentityCodec.encode((Record) kept(event)),
                cloudEvent(eventId, IdentityCodec.type(event), at));
    }

    static Outgoing view(Change change) {
        return switch (change) {
            case Change.UserIs(var view) -> view(Topics.IDENTITY_USERS, view.userId().value(), view);
            case Change.UserGone(var userId) -> view(Topics.IDENTITY_USERS, userId.value(), null);
            case Change.KeyIs(var hash, var view) -> view(Topics.IDENTITY_KEYS, hash.hex(), view);
            case Change.KeyGone(var hash) -> view(Topics.IDENTITY_KEYS, hash.hex(), null);
            case Change.SessionIs(var view) -> view(Topics.IDENTITY_SESSIONS, view.sessionId().value(), view);
            case Change.SessionGone(var sessionId) -> view(Topics.IDENTITY_SESSIONS, sessionId.value(), null);
            case Change.SignInsAre(var view) -> view(Topics.IDENTITY_SIGN_INS, view.userId().value(), view);
            case Change.SignInsGone(var userId) -> view(Topics.IDENTITY_SIGN_INS, userId.value(), null);
            case Change.EmailIs(var emailHash, var view) -> view(Topics.IDENTITY_EMAILS, emailHash, view);
            case Change.EmailGone(var emailHash) -> view(Topics.IDENTITY_EMAILS, emailHash, null);
        };
    }

    static Outgoing result(IdentityResult result) {
        return view(Topics.IDENTITY_RESULTS, result.commandId(), result);
    }

    /// The data key that was stored for a user who was not registered after all is destroyed.
    static List<Outgoing> consequences(IdentityCommand command, Decision decision) {
        return command instanceof RegisterUser register && decision.refusal() != null
                ? List.of(view(Topics.IDENTITY_PII_KEYS, register.userId().value(), null))
                : List.of();
    }

    /// What the events mean outside of identity: an account exists once its address is proven, follows plan,
    /// limits and time zone, and the data key of who was erased or never came is destroyed.
    static List<Outgoing> consequences(List<IdentityEvent> events, List<Change> changes, String commandId, Instant at) {
        List<Outgoing> consequences = new ArrayList<>();
        for (IdentityEvent event : events) {
            if (event instanceof EmailVerified(var userId, _)) {
                consequences.add(policy(view(changes, userId.value()), "registration", commandId, at));
            } else if (event instanceof PlanChanged changed) {
                changed(changes, changed.userId(), changed.by(), commandId, at).ifPresent(consequences::add);
            } else if (event instanceof LimitsChanged changed) {
                changed(changes, changed.userId(), changed.by(), commandId, at).ifPresent(consequences::add);
            } else if (event instanceof ProfileChanged changed) {
                changed(changes, changed.userId(), "profile", commandId, at).ifPresent(consequences::add);
            } else if (event instanceof RegistrationExpired || event instanceof UserErased) {
                consequences.add(view(Topics.IDENTITY_PII_KEYS, event.userId().value(), null));
            }
        }
        return consequences;
    }

    static Outgoing audit(AuditEntry entry) {
        return new Outgoing(Topics.AUDIT, entry.actor(), IdentityCodec.encode(entry),
                cloudEvent(entry.id(), AUDIT_TYPE, entry.at()));
    }

    /// The events stay for ever and in the clear: networks keys may be used from are left to the views.
    private static IdentityEvent kept(IdentityEvent event) {
        if (event instanceof KeyCreated(var userId, var keyId, var hash, var last4, var settings)) {
            return new KeyCreated(userId, keyId, hash, last4, settings.withoutAddresses());
        }
        return event instanceof KeyChanged(var userId, var keyId, var settings)
                ? new KeyChanged(userId, keyId, settings.withoutAddresses())
                : event;
    }

    /// Whose address is not proven yet has no account that could follow.
    private static Optional<Outgoing> changed(List<Change> changes, UserId userId, String by, String commandId,
            Instant at) {
        return Optional.of(view(changes, userId.value())).filter(UserView::emailVerified)
                .map(view -> policy(view, by, commandId, at));
    }

    private static Outgoing policy(UserView view, String by, String commandId, Instant at) {
        AccountPolicySet policy = new AccountPolicySet(EventIds.of(commandId + "|policy", 0, at), view.userId(), at,
                view.plan(), view.mode(), view.creditLimitNanoUsd(), view.timeZone(), view.limits(),
                view.budgets(), by);
        return new Outgoing(Topics.ACCOUNT_EVENTS, view.userId().value(), AccountEventCodec.encode(policy),
                cloudEvent(policy.eventId(), AccountEventCodec.type(policy), at));
    }

    private static UserView view(List<Change> changes, String userId) {
        return changes.stream()
                .filter(Change.UserIs.class::isInstance)
                .map(change -> ((Change.UserIs) change).view())
                .filter(view -> view.userId().value().equals(userId))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no view of " + userId + " among the changes"));
    }

    private static Outgoing view(TopicSpec topic, String key, @Nullable Record view) {
        return new Outgoing(topic, key, view == null ? null : IdentityCodec.encode(view), new RecordHeaders());
    }

    private static RecordHeaders cloudEvent(String id, String type, Instant at) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(SPEC_VERSION, bytes("1.0"));
        headers.add(ID, bytes(id));
        headers.add(TYPE, bytes(type));
        headers.add(SOURCE, bytes(SOURCE_NAME));
        headers.add(TIME, bytes(at.toString()));
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
