package dev.sluice.api.sessions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.api.directory.Directory;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.ids.UserId;

/// What is known of the sessions of a person, for that person.
@Component
public class KnownSessions {

    private final Directory directory;
    private final Devices devices;

    KnownSessions(Directory directory, Devices devices) {
        this.directory = directory;
        this.devices = devices;
    }

    /// `address` is shortened; both are absent once nobody can read them.
    public record KnownSession(String id, @Nullable String device, @Nullable String address, boolean ended,
            Instant createdAt, Instant expiresAt) {

        @Override
        public String toString() {
            return "KnownSession[" + id + "]";
        }
    }

    public List<KnownSession> of(UserId userId) {
        return directory.sessions(userId).stream().map(this::known).toList();
    }

    private KnownSession known(SessionView session) {
        Optional<Device> device = devices.read(session.userId(), session.sealed());
        return new KnownSession(session.sessionId().value(), device.map(Device::name).orElse(null),
                device.map(Device::address).orElse(null), session.status() == SessionView.Status.ENDED,
                session.createdAt(), session.expiresAt());
    }
}
