package dev.sluice.api.users;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.api.accounts.StreamsAwayException;
import dev.sluice.api.accounts.StreamsClient;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.people.Person;
import dev.sluice.api.usage.UsageShapes.UsageSum;
import dev.sluice.api.web.Usd;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.UsageAnswer;

/// Puts a profile together: what the person chose, and what the account has used.
@Component
class ProfileReader {

    /// Months usage is summed over for the total; longer than any history is kept.
    private static final int TOTAL_MONTHS = 96;

    private final Directory directory;
    private final StreamsClient streams;
    private final InstantSource clock;

    ProfileReader(Directory directory, StreamsClient streams, InstantSource clock) {
        this.directory = directory;
        this.streams = streams;
        this.clock = clock;
    }

    enum ProfileStatus {
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("suspended")
        SUSPENDED
    }

    record Settings(
            @Nullable @Pattern(regexp = "en|zh") @Schema(allowableValues = {"en", "zh"}) String locale,
            @Nullable @Size(max = 64) String timeZone,
            @Nullable Boolean notifications) {}

    record ProfileUsage(UsageSum month, UsageSum total) {}

    record Profile(String id, String email, String username, String plan, ProfileStatus status, boolean emailVerified,
            @Schema(description = "Absent while usage cannot be read") @Nullable Usd balanceUsd,
            @Schema(description = "Absent while usage cannot be read") @Nullable ProfileUsage usage,
            Settings settings, Instant createdAt, @Nullable Instant lastLoginAt) {
        @Override
        public String toString() {
            return "Profile[" + id + "]";
        }
    }

    private record Used(@Nullable Usd balance, @Nullable ProfileUsage usage) {}

    Profile profile(UserView user, Person person) {
        Used used = used(user.userId());
        return new Profile(user.userId().value(), person.email(), person.username(), user.plan(), status(user),
                user.emailVerified(), used.balance(), used.usage(),
                new Settings(person.locale(), user.timeZone(), person.notifications()), user.createdAt(),
                lastLogin(user.userId()).orElse(null));
    }

    private Used used(UserId userId) {
        try {
            NanoUsd balance = streams.account(userId)
                    .map(account -> account.balanceNanoUsd().minus(account.reservedNanoUsd())).orElse(NanoUsd.ZERO);
            Instant now = clock.instant();
            LocalDate month = now.atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
            UsageAnswer months = streams.usage(userId, Map.of("from", start(month.minusMonths(TOTAL_MONTHS)).toString(),
                    "to", now.toString(), "step", "month"));
            return new Used(Usd.of(balance), new ProfileUsage(since(start(month), months),
                    UsageSum.of(months.totals())));
        } catch (StreamsAwayException | IllegalArgumentException away) {
            return new Used(null, null);
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static UsageSum since(Instant from, UsageAnswer months) {
        return months.series().stream().filter(month -> !month.from().isBefore(from)).findFirst()
                .map(month -> UsageSum.of(month.sum())).orElse(UsageSum.NOTHING);
    }

    private Optional<Instant> lastLogin(UserId userId) {
        return directory.sessions(userId).stream().map(SessionView::createdAt).max(Comparator.naturalOrder());
    }

    private static ProfileStatus status(UserView user) {
        return switch (user.status()) {
            case UNVERIFIED -> ProfileStatus.PENDING;
            case ACTIVE -> ProfileStatus.ACTIVE;
            case SUSPENDED, DELETED -> ProfileStatus.SUSPENDED;
        };
    }
}
