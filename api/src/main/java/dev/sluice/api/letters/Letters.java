package dev.sluice.api.letters;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.mail.Letter;
import dev.sluice.api.mail.Letter.Kind;
import dev.sluice.api.mail.MailTokens;
import dev.sluice.api.mail.MailTokens.Purpose;
import dev.sluice.api.people.KeyLabels;
import dev.sluice.api.people.People;
import dev.sluice.api.people.People.Known;
import dev.sluice.api.sessions.Device;
import dev.sluice.api.sessions.Devices;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.AddressContested;
import dev.sluice.contracts.identity.IdentityEvent.BackupCodeUsed;
import dev.sluice.contracts.identity.IdentityEvent.BackupCodesReplaced;
import dev.sluice.contracts.identity.IdentityEvent.EmailChanged;
import dev.sluice.contracts.identity.IdentityEvent.EmailClaimed;
import dev.sluice.contracts.identity.IdentityEvent.EmailReleased;
import dev.sluice.contracts.identity.IdentityEvent.EmailVerified;
import dev.sluice.contracts.identity.IdentityEvent.EndReason;
import dev.sluice.contracts.identity.IdentityEvent.KeyBlocked;
import dev.sluice.contracts.identity.IdentityEvent.KeyChanged;
import dev.sluice.contracts.identity.IdentityEvent.KeyCreated;
import dev.sluice.contracts.identity.IdentityEvent.KeyRegenerated;
import dev.sluice.contracts.identity.IdentityEvent.KeyResumed;
import dev.sluice.contracts.identity.IdentityEvent.KeyRevoked;
import dev.sluice.contracts.identity.IdentityEvent.KeySecretForgotten;
import dev.sluice.contracts.identity.IdentityEvent.KeySuspended;
import dev.sluice.contracts.identity.IdentityEvent.KeyUnblocked;
import dev.sluice.contracts.identity.IdentityEvent.KeyWithdrawn;
import dev.sluice.contracts.identity.IdentityEvent.LimitsChanged;
import dev.sluice.contracts.identity.IdentityEvent.NewDeviceSeen;
import dev.sluice.contracts.identity.IdentityEvent.OfCredentials;
import dev.sluice.contracts.identity.IdentityEvent.OfOperators;
import dev.sluice.contracts.identity.IdentityEvent.PasswordChange;
import dev.sluice.contracts.identity.IdentityEvent.PasswordChanged;
import dev.sluice.contracts.identity.IdentityEvent.PlanChanged;
import dev.sluice.contracts.identity.IdentityEvent.ProfileChanged;
import dev.sluice.contracts.identity.IdentityEvent.RefreshRotated;
import dev.sluice.contracts.identity.IdentityEvent.RegistrationExpired;
import dev.sluice.contracts.identity.IdentityEvent.ResetRequested;
import dev.sluice.contracts.identity.IdentityEvent.SecondFactorDisabled;
import dev.sluice.contracts.identity.IdentityEvent.SecondFactorEnabled;
import dev.sluice.contracts.identity.IdentityEvent.SecondFactorUsed;
import dev.sluice.contracts.identity.IdentityEvent.SessionBegan;
import dev.sluice.contracts.identity.IdentityEvent.SessionEnded;
import dev.sluice.contracts.identity.IdentityEvent.SessionForgotten;
import dev.sluice.contracts.identity.IdentityEvent.SignInFailed;
import dev.sluice.contracts.identity.IdentityEvent.UserErased;
import dev.sluice.contracts.identity.IdentityEvent.UserRegistered;
import dev.sluice.contracts.identity.IdentityEvent.UserResumed;
import dev.sluice.contracts.identity.IdentityEvent.UserSuspended;
import dev.sluice.contracts.identity.IdentityEvent.VerificationRequested;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;

/// Which event is worth a letter, to whom, and what it says.
@Component
class Letters {

    /// News is no news later.
    static final Duration NEWS_KEPT = Duration.ofHours(24);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'")
            .withZone(ZoneOffset.UTC);

    private final People people;
    private final Directory directory;
    private final KeyLabels labels;
    private final Devices devices;
    private final MailTokens tokens;
    private final URI publicUrl;
    private final KeyNews keyNews = new KeyNews();

    Letters(People people, Directory directory, KeyLabels labels, Devices devices, MailTokens tokens,
            ApiProperties properties) {
        this.people = people;
        this.directory = directory;
        this.labels = labels;
        this.devices = devices;
        this.tokens = tokens;
        this.publicUrl = properties.publicUrl();
    }

    /// An event with its name and the time it has in the log.
    record Happened(IdentityEvent event, String id, Instant at) {}

    Due due(Happened happened) {
        Instant newsKept = happened.at().plus(NEWS_KEPT);
        return switch (happened.event()) {
            case VerificationRequested(_, var tokenId, _, var expiresAt) -> tokenId == null
                    ? new Due.Nothing()
                    : due(happened, Kind.VERIFY, null, expiresAt,
                            withToken("/verify", happened, Purpose.VERIFY_EMAIL, tokenId));
            case OfCredentials credentials -> ofCredentials(happened, credentials, newsKept);
            case SessionEnded ended -> ended.reason() == EndReason.REFRESH_REUSED
                    ? due(happened, Kind.SESSION_STOPPED, null, newsKept, "/account")
                    : new Due.Nothing();
            case UserSuspended _ -> due(happened, Kind.ACCOUNT_SUSPENDED, null, newsKept, "/");
            case UserResumed _ -> due(happened, Kind.ACCOUNT_RESUMED, null, newsKept, "/sign-in");
            case UserErased _ -> farewell(happened);
            case KeyCreated created -> ofKey(happened, Kind.KEY_CREATED, created.keyId(),
                    Map.of("last", created.last4()));
            case KeyRegenerated regenerated -> ofKey(happened, Kind.KEY_REGENERATED, regenerated.keyId(),
                    Map.of("last", regenerated.last4(), "until", TIME.format(regenerated.replacedUntil())));
            case OfOperators operated -> ofOperators(happened, operated);
            case UserRegistered _,RegistrationExpired _,EmailVerified _,ProfileChanged _,PlanChanged _,KeyChanged _,KeySuspended _,KeyResumed _,KeyRevoked _,KeySecretForgotten _,SessionBegan _,RefreshRotated _,SessionForgotten _ ->
                new Due.Nothing();
        };
    }

    private Due ofCredentials(Happened happened, OfCredentials event, Instant newsKept) {
        return switch (event) {
            case ResetRequested(_, var tokenId, _, var expiresAt) -> due(happened, Kind.RESET_PASSWORD, null, expiresAt,
                    withToken("/reset/confirm", happened, Purpose.RESET_PASSWORD, tokenId));
            case EmailClaimed claimed -> due(happened, Kind.CONFIRM_EMAIL, claimed.sealed(), claimed.expiresAt(),
                    withToken("/confirm-email", happened, Purpose.CHANGE_EMAIL, claimed.tokenId()));
            case AddressContested(_, var claimed) -> due(happened,
                    claimed == null ? Kind.ADDRESS_TAKEN : Kind.ADDRESS_PENDING, claimed, newsKept, "/sign-in");
            case PasswordChanged(_, var how, _) -> due(happened, kind(how), null, newsKept, "/reset");
            case EmailChanged changed -> due(happened, Kind.EMAIL_CHANGED, changed.formerSealed(), newsKept, "/");
            case SecondFactorEnabled _ -> due(happened, Kind.SECOND_FACTOR_ON, null, newsKept, "/account");
            case SecondFactorDisabled _ -> due(happened, Kind.SECOND_FACTOR_OFF, null, newsKept, "/reset");
            case BackupCodesReplaced _ -> due(happened, Kind.BACKUP_CODES_NEW, null, newsKept, "/reset");
            case BackupCodeUsed _ -> due(happened, Kind.BACKUP_CODE_USED, null, newsKept, "/account");
            case NewDeviceSeen _ -> due(happened, Kind.NEW_DEVICE, null, newsKept, "/account");
            case SignInFailed _,SecondFactorUsed _,EmailReleased _ -> new Due.Nothing();
        };
    }

    private Due ofOperators(Happened happened, OfOperators event) {
        return switch (event) {
            case LimitsChanged _ -> new Due.Nothing();
            case KeyBlocked blocked -> ofKey(happened, Kind.KEY_STOPPED, blocked.keyId(), Map.of());
            case KeyUnblocked unblocked -> ofKey(happened, Kind.KEY_RELEASED, unblocked.keyId(), Map.of());
            case KeyWithdrawn withdrawn -> ofKey(happened, Kind.KEY_WITHDRAWN, withdrawn.keyId(), Map.of());
        };
    }

    /// The name of the key stands in its view, which may come later than the event, and say more than it.
    private Due ofKey(Happened happened, Kind kind, KeyId keyId, Map<String, String> more) {
        UserId userId = happened.event().userId();
        KeyNews.Window window = keyNews.count(userId, happened.id(), happened.at());
        if (window.isFull()) {
            return new Due.Nothing();
        }
        Instant newsKept = happened.at().plus(NEWS_KEPT);
        return directory.key(userId, keyId).<Due>map(key -> {
            Map<String, String> values = new HashMap<>(more);
            values.put("key", labels.label(key).name());
            values.putIfAbsent("last", key.last4());
            if (window.isLast()) {
                values.put("until", TIME.format(window.end()));
            }
            return due(happened, window.isLast() ? Kind.KEYS_MANY : kind, null, newsKept, "/keys", values);
        }).orElseGet(() -> new Due.NotYet(newsKept));
    }

    /// The last letter, to the address that is free by now: for a moment this process still knows it.
    private Due farewell(Happened happened) {
        Instant goodUntil = happened.at().plus(Directory.LEAVER_KEPT);
        return people.leaver(happened.event().userId())
                .<Due>map(known -> new Due.Now(
                        letter(happened, Kind.FAREWELL, known, known.person().email(), "/", Map.of()), goodUntil))
                .orElseGet(() -> new Due.NotYet(goodUntil));
    }

    private static Kind kind(PasswordChange how) {
        return switch (how) {
            case CHANGED -> Kind.PASSWORD_CHANGED;
            case RESET -> Kind.PASSWORD_RESET;
        };
    }

    private String withToken(String path, Happened happened, Purpose purpose, String tokenId) {
        return path + "?token=" + tokens.text(happened.event().userId(), purpose, tokenId);
    }

    private Due due(Happened happened, Kind kind, @Nullable String sealedTo, Instant goodUntil, String path) {
        return due(happened, kind, sealedTo, goodUntil, path, details(happened.event()));
    }

    /// To the address in `sealedTo`, or to the person's own.
    private Due due(Happened happened, Kind kind, @Nullable String sealedTo, Instant goodUntil, String path,
            Map<String, String> details) {
        UserId userId = happened.event().userId();
        return people.known(userId)
                .<Due>flatMap(known -> to(known, sealedTo).map(to -> new Due.Now(
                        letter(happened, named(kind, known.view()), known, to, path, details), goodUntil)))
                .orElseGet(() -> people.isErased(userId) ? new Due.Nothing() : new Due.NotYet(goodUntil));
    }

    private Optional<String> to(Known known, @Nullable String sealedTo) {
        return sealedTo == null
                ? Optional.of(known.person().email())
                : people.address(known.view().userId(), sealedTo);
    }

    /// Who has not proven the address yet is not told that there is an account.
    private static Kind named(Kind kind, UserView view) {
        return kind == Kind.ADDRESS_TAKEN && !view.emailVerified() ? Kind.ADDRESS_PENDING : kind;
    }

    /// A name that somebody chose goes only to an address that is proven to be theirs: no letter of ours carries
    /// the words of a stranger.
    private Letter letter(Happened happened, Kind kind, Known known, String to, String path,
            Map<String, String> details) {
        boolean own = known.view().emailVerified() && to.equals(known.person().email());
        Map<String, String> values = new HashMap<>(details);
        values.put("name", own ? known.person().username() : to);
        values.put("link", publicUrl.resolve(path).toString());
        values.put("time", TIME.format(happened.at()));
        return new Letter(happened.id(), to, kind, known.person().locale(), values);
    }

    private Map<String, String> details(IdentityEvent event) {
        if (event instanceof BackupCodeUsed used) {
            return Map.of("left", Integer.toString(used.left()));
        }
        if (event instanceof SessionEnded ended) {
            return device(directory.session(ended.sessionId())
                    .flatMap(session -> devices.read(ended.userId(), session.sealed())));
        }
        return event instanceof NewDeviceSeen seen ? device(devices.read(seen.userId(), seen.sealed())) : Map.of();
    }

    private static Map<String, String> device(Optional<Device> known) {
        return known.map(device -> Map.of("device", device.name(), "address", device.address()))
                .orElse(Map.of("device", "?", "address", "?"));
    }
}
