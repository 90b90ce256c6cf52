package dev.sluice.api.keys;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.api.directory.Directory;
import dev.sluice.api.keys.KeyShapes.Key;
import dev.sluice.api.keys.KeyShapes.KeyPage;
import dev.sluice.api.keys.KeyShapes.KeyStatus;
import dev.sluice.api.people.KeyLabel;
import dev.sluice.api.people.KeyLabels;
import dev.sluice.api.web.ProblemException;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.usage.Service;

/// Keys of a user as they can be read here.
@Component
class KeyReader {

    private final Directory directory;
    private final KeyLabels labels;
    private final KeyUsageReader usage;
    private final InstantSource clock;

    KeyReader(Directory directory, KeyLabels labels, KeyUsageReader usage, InstantSource clock) {
        this.directory = directory;
        this.labels = labels;
        this.usage = usage;
        this.clock = clock;
    }

    /// What narrows a list.
    record Filter(@Nullable String search, @Nullable KeyStatus status, @Nullable String tag) {}

    KeyPage page(UserId userId, Filter filter, int limit, @Nullable String cursor) {
        List<KeyView> found = directory.keys(userId).stream()
                .filter(key -> cursor == null || key.keyId().value().compareTo(cursor) < 0)
                .filter(key -> matches(key, filter))
                .limit(limit + 1L)
                .toList();
        List<KeyView> shown = found.subList(0, Math.min(limit, found.size()));
        KeyUsageReader.Read read = usage.of(userId, shown);
        return new KeyPage(shown.stream().map(key -> shape(key, read)).toList(),
                found.size() > limit ? shown.getLast().keyId().value() : null);
    }

    /// The view of a key of this user; 404 for any other id.
    KeyView require(UserId userId, String id) {
        return keyId(id).flatMap(keyId -> directory.key(userId, keyId)).orElseThrow(ProblemException::notFound);
    }

    Key key(KeyView view) {
        return shape(view, usage.of(view.userId(), List.of(view)));
    }

    /// As it was made: a key nobody has used, so that nobody is asked how often it was.
    Key made(KeyView view) {
        return shape(view, KeyUsageReader.Read.NOTHING);
    }

    private Key shape(KeyView view, KeyUsageReader.Read read) {
        KeyLabel label = labels.label(view);
        List<Service> permissions = view.permissions().stream().sorted().toList();
        return new Key(view.keyId().value(), label.name(), label.description(), view.last4(), permissions,
                view.models().stream().sorted().toList(), RateLimit.of(view.limits()), Budget.of(view.budgets()),
                view.addresses(), label.tags(), status(view), view.expiresAt(), view.createdAt(), view.updatedAt(),
                read.lastUsedAt(view.keyId()), read.usage(view.keyId()));
    }

    private boolean matches(KeyView view, Filter filter) {
        if (filter.status() != null && status(view) != filter.status()) {
            return false;
        }
        if (filter.search() == null && filter.tag() == null) {
            return true;
        }
        KeyLabel label = labels.label(view);
        return (filter.tag() == null || label.tags().contains(filter.tag()))
                && (filter.search() == null || mentions(view, label, filter.search().toLowerCase(Locale.ROOT)));
    }

    private static boolean mentions(KeyView view, KeyLabel label, String text) {
        return Stream.of(label.name(), label.description() == null ? "" : label.description(), view.last4())
                .anyMatch(field -> field.toLowerCase(Locale.ROOT).contains(text));
    }

    private KeyStatus status(KeyView view) {
        boolean past = view.expiresAt() != null && !clock.instant().isBefore(view.expiresAt());
        return switch (view.status()) {
            case ACTIVE -> past ? KeyStatus.EXPIRED : KeyStatus.ACTIVE;
            case SUSPENDED -> KeyStatus.SUSPENDED;
            case REVOKED -> KeyStatus.REVOKED;
        };
    }

    private static Optional<KeyId> keyId(String text) {
        try {
            return Optional.of(new KeyId(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
