package dev.sluice.api.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityCommand;
import dev.sluice.contracts.identity.IdentityCommand.BeginSession;
import dev.sluice.contracts.identity.IdentityCommand.ChangeEmail;
import dev.sluice.contracts.identity.IdentityCommand.ClaimEmail;
import dev.sluice.contracts.identity.IdentityCommand.EndSession;
import dev.sluice.contracts.identity.IdentityCommand.RegisterUser;
import dev.sluice.contracts.identity.IdentityCommand.RenewVerification;
import dev.sluice.contracts.identity.IdentityCommand.RequestReset;
import dev.sluice.contracts.identity.IdentityCommand.ResetPassword;
import dev.sluice.contracts.identity.IdentityCommand.RotateRefresh;
import dev.sluice.contracts.identity.IdentityCommand.VerifyEmail;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.EmailChanged;
import dev.sluice.contracts.identity.IdentityEvent.EmailReleased;
import dev.sluice.contracts.identity.IdentityEvent.EmailVerified;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.plans.Plans;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// Random commands, guessed tokens and long pauses included: at every prefix of the log each address has one
/// owner, one who proved it keeps it until they have another one, and versions only grow.
class OneOwnerPerAddressTest {

    private static final int COMMANDS = 400;
    private static final int ADDRESSES = 3;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void holdsAtEveryPrefix(long seed) {
        Random random = new Random(seed);
        InMemoryRows rows = new InMemoryRows();
        IdentityDecider decider = new IdentityDecider(Plans.SHIPPED);
        Instant now = Scenario.NOON;
        Map<String, UserId> verified = new HashMap<>();
        for (int i = 0; i < COMMANDS; i++) {
            now = now.plus(random.nextInt(20) == 0 ? Duration.ofHours(25) : Duration.ofSeconds(random.nextInt(60)));
            Decision decision = decider.decide(rows, command(random, i, rows), now);
            IdentityFold.apply(rows, decision.events(), now);
            decision.events().forEach(event -> note(event, verified));
            requireOneOwner(rows, verified, "seed " + seed + ", command " + i);
        }
    }

    /// Who proved an address keeps it until they have another one.
    private static void note(IdentityEvent event, Map<String, UserId> verified) {
        if (event instanceof EmailReleased(var userId, var hash) && userId.equals(verified.get(hash))) {
            verified.remove(hash);
        } else if (event instanceof EmailVerified(var userId, var hash)) {
            verified.put(hash, userId);
        } else if (event instanceof EmailChanged changed) {
            verified.put(changed.emailHash(), changed.userId());
        }
    }

    private static void requireOneOwner(InMemoryRows rows, Map<String, UserId> verified, String where) {
        for (int address = 0; address < ADDRESSES; address++) {
            String hash = "address-" + address;
            EmailView claim = rows.email(hash);
            assertThat(rows.usersOf(hash)).as(where).hasSizeLessThanOrEqualTo(1);
            if (claim != null) {
                requireOwned(rows, hash, claim, where);
            }
            if (verified.containsKey(hash)) {
                assertThat(claim == null ? null : claim.userId()).as(where).isEqualTo(verified.get(hash));
            }
        }
    }

    /// A claim is that of a registration, or of a user who has another address and asked for this one.
    private static void requireOwned(InMemoryRows rows, String hash, EmailView claim, String where) {
        UserRow owner = requireNonNull(rows.user(claim.userId()), where);
        boolean own = owner.emailHash().equals(hash);
        ClaimedEmail wanted = owner.begun().claim();
        assertThat(own || wanted != null && wanted.emailHash().equals(hash)).as(where).isTrue();
        assertThat(rows.usersOf(hash)).as(where).hasSize(own ? 1 : 0);
        assertThat(own && owner.view().status() == UserView.Status.ACTIVE).as(where).isEqualTo(claim.verified());
    }

    private static IdentityCommand command(Random random, int number, InMemoryRows rows) {
        UserId user = Scenario.user(2_000 + random.nextInt(number + 1));
        String token = "token-" + random.nextInt(3);
        String address = "address-" + random.nextInt(ADDRESSES);
        UserRow row = rows.user(user);
        long version = row == null ? 0 : row.view().version();
        return switch (random.nextInt(9)) {
            case 0, 1 -> new RegisterUser(Scenario.user(2_000 + number), address, "id", token, "UTC", "sealed");
            case 2 -> new VerifyEmail(user, token, Scenario.newSession(number));
            case 3 -> new RenewVerification(user, "id", token);
            case 4 -> new BeginSession(user, Scenario.newSession(number));
            case 5 -> new ClaimEmail(user, Scenario.session(number), address, "id", token, "sealed");
            case 6 -> new ChangeEmail(user, address, token, version, "sealed", "former");
            case 7 -> random.nextBoolean()
                    ? new RequestReset(user, "id", token)
                    : new ResetPassword(user, token, version, "sealed");
            default -> random.nextBoolean()
                    ? new EndSession(user, Scenario.session(random.nextInt(number + 1)))
                    : new RotateRefresh(user, Scenario.session(random.nextInt(number + 1)), 0, "refresh-0",
                            "refresh-1");
        };
    }
}
