package dev.sluice.api.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityCommand;
import dev.sluice.contracts.identity.IdentityCommand.BeginSession;
import dev.sluice.contracts.identity.IdentityCommand.EndSession;
import dev.sluice.contracts.identity.IdentityCommand.RegisterUser;
import dev.sluice.contracts.identity.IdentityCommand.RenewVerification;
import dev.sluice.contracts.identity.IdentityCommand.RotateRefresh;
import dev.sluice.contracts.identity.IdentityCommand.VerifyEmail;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;

import static org.assertj.core.api.Assertions.assertThat;

/// Random commands, guessed tokens and long pauses included: at every prefix of the log each address has one
/// owner, a verified one never changes, and versions only grow.
class OneOwnerPerAddressTest {

    private static final int COMMANDS = 400;
    private static final int USERS = 12;
    private static final int ADDRESSES = 3;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void holdsAtEveryPrefix(long seed) {
        Random random = new Random(seed);
        InMemoryRows rows = new InMemoryRows();
        IdentityDecider decider = new IdentityDecider();
        Instant now = Scenario.NOON;
        UserId[] verified = new UserId[ADDRESSES];
        for (int i = 0; i < COMMANDS; i++) {
            now = now.plus(random.nextInt(20) == 0 ? Duration.ofHours(25) : Duration.ofSeconds(random.nextInt(60)));
            Decision decision = decider.decide(rows, command(random, i), now);
            IdentityFold.apply(rows, decision.events(), now);
            requireOneOwner(rows, verified, "seed " + seed + ", command " + i);
        }
    }

    private static void requireOneOwner(InMemoryRows rows, UserId[] verified, String where) {
        for (int address = 0; address < ADDRESSES; address++) {
            String hash = "address-" + address;
            EmailView claim = rows.email(hash);
            assertThat(rows.usersOf(hash)).as(where).hasSizeLessThanOrEqualTo(1);
            if (claim != null) {
                assertThat(rows.usersOf(hash)).as(where).containsExactly(claim.userId());
                UserRow owner = rows.user(claim.userId());
                assertThat(owner != null && (owner.view().status() == UserView.Status.ACTIVE) == claim.verified())
                        .as(where).isTrue();
            }
            if (verified[address] != null) {
                assertThat(claim == null ? null : claim.userId()).as(where).isEqualTo(verified[address]);
            }
            if (claim != null && claim.verified()) {
                verified[address] = claim.userId();
            }
        }
    }

    private static IdentityCommand command(Random random, int number) {
        UserId user = Scenario.user(number % 7 == 0 ? 1_000 + number : random.nextInt(USERS));
        String token = "token-" + random.nextInt(3);
        return switch (random.nextInt(6)) {
            case 0, 1 -> new RegisterUser(Scenario.user(2_000 + number), "address-" + random.nextInt(ADDRESSES), token,
                    "UTC", "sealed");
            case 2 -> new VerifyEmail(Scenario.user(2_000 + random.nextInt(number + 1)), token,
                    Scenario.newSession(number));
            case 3 -> new RenewVerification(Scenario.user(2_000 + random.nextInt(number + 1)), token);
            case 4 -> new BeginSession(Scenario.user(2_000 + random.nextInt(number + 1)), Scenario.newSession(number));
            default -> random.nextBoolean()
                    ? new EndSession(user, Scenario.session(random.nextInt(number + 1)))
                    : new RotateRefresh(user, Scenario.session(random.nextInt(number + 1)), 0, "refresh-0",
                            "refresh-1");
        };
    }
}
