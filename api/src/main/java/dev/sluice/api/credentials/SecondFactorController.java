package dev.sluice.api.credentials;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.people.People;
import dev.sluice.api.people.People.Known;
import dev.sluice.api.people.Person;
import dev.sluice.api.secondfactor.BackupCodes;
import dev.sluice.api.secondfactor.TotpSecret;
import dev.sluice.api.sessions.PasswordAgain;
import dev.sluice.api.sessions.SecondFactors;
import dev.sluice.api.web.Caller;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand.ChangeProfile;
import dev.sluice.contracts.identity.IdentityCommand.DisableSecondFactor;
import dev.sluice.contracts.identity.IdentityCommand.EnableSecondFactor;
import dev.sluice.contracts.identity.IdentityCommand.ReplaceBackupCodes;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.UserView;

/// The second factor of who is signed in: offered, confirmed by a code, taken away, and its backup codes. Only
/// what is confirmed is ever asked for, so that nobody locks themselves out.
@RestController
@Tag(name = "users")
class SecondFactorController {

    private final PasswordAgain passwordAgain;
    private final SecondFactors secondFactors;
    private final BackupCodes backupCodes;
    private final People people;
    private final Commands commands;
    private final CommandIds ids;
    private final String issuer;
    private final SecureRandom random;
    private final InstantSource clock;

    SecondFactorController(PasswordAgain passwordAgain, SecondFactors secondFactors, BackupCodes backupCodes,
            People people, Commands commands, CommandIds ids, ApiProperties properties, SecureRandom random,
            InstantSource clock) {
        this.passwordAgain = passwordAgain;
        this.secondFactors = secondFactors;
        this.backupCodes = backupCodes;
        this.people = people;
        this.commands = commands;
        this.ids = ids;
        this.issuer = properties.name();
        this.random = random;
        this.clock = clock;
    }

    record SecondFactorState(boolean enabled) {}

    record PasswordProof(@NotNull @Size(max = 128) String password) {
        @Override
        public String toString() {
            return "PasswordProof[…]";
        }
    }

    record CodeProof(@NotNull @Pattern(regexp = "^[0-9]{6}$") String code) {
        @Override
        public String toString() {
            return "CodeProof[…]";
        }
    }

    /// `uri` is what the picture says, `secret` the same for who types it.
    record SecondFactorOffer(String secret, String uri) {
        @Override
        public String toString() {
            return "SecondFactorOffer[…]";
        }
    }

    /// Shown this once.
    record NewBackupCodes(List<String> backupCodes) {
        @Override
        public String toString() {
            return "NewBackupCodes[…]";
        }
    }

    @GetMapping("/api/client/users/second-factor")
    @Operation(operationId = "getSecondFactor", summary = "Whether a second factor is asked for.")
    SecondFactorState state(Caller caller) {
        return new SecondFactorState(known(caller).person().totp() != null);
    }

    @PostMapping("/api/client/users/second-factor")
    @Operation(operationId = "offerSecondFactor", summary = "Shows a secret for an authenticator; a code of it turns the second factor on.")
    SecondFactorOffer offer(Caller caller, @Valid @RequestBody PasswordProof proof) throws InterruptedException {
        Known known = passwordAgain.require(caller.userId(), proof.password());
        if (known.person().totp() != null) {
            throw Refusals.of(Refusal.SECOND_FACTOR_ON);
        }
        TotpSecret secret = TotpSecret.generate(random);
        UserView view = known.view();
        Refusals.require(commands.ask(ids.fresh(), new ChangeProfile(caller.userId(), view.version(), view.timeZone(),
                people.seal(caller.userId(), known.person().withTotp(null, secret.base32())))));
        return new SecondFactorOffer(secret.base32(), secret.uri(issuer, known.person().email()));
    }

    @PutMapping("/api/client/users/second-factor")
    @Operation(operationId = "enableSecondFactor", summary = "Turns the second factor on with a code of the secret that was offered; shows the backup codes, once.")
    NewBackupCodes enable(Caller caller, @Valid @RequestBody CodeProof proof) throws InterruptedException {
        Known known = known(caller);
        Person person = known.person();
        String offered = person.totpOffered();
        if (offered == null) {
            throw Refusals.of(person.totp() == null ? Refusal.SECOND_FACTOR_OFF : Refusal.SECOND_FACTOR_ON);
        }
        secondFactors.requireNoBackOff(caller.userId());
        OptionalLong step = TotpSecret.of(offered).step(proof.code(), clock.instant());
        if (step.isEmpty()) {
            secondFactors.failed(caller.userId());
            throw ProblemException.field("code", "bad-code", "is not the code of the authenticator now");
        }
        List<String> codes = backupCodes.generate();
        Refusals.require(commands.ask(ids.fresh(), new EnableSecondFactor(caller.userId(), known.view().version(),
                step.getAsLong(), backupCodes.hashes(caller.userId(), codes),
                people.seal(caller.userId(), person.withTotp(offered, null)))));
        secondFactors.succeeded(caller.userId());
        return new NewBackupCodes(codes);
    }

    @DeleteMapping("/api/client/users/second-factor")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "disableSecondFactor", summary = "Turns the second factor off.")
    void disable(Caller caller, @Valid @RequestBody PasswordProof proof) throws InterruptedException {
        Known known = passwordAgain.require(caller.userId(), proof.password());
        Refusals.require(commands.ask(ids.fresh(), new DisableSecondFactor(caller.userId(), known.view().version(),
                people.seal(caller.userId(), known.person().withTotp(null, null)))));
    }

    @PostMapping("/api/client/users/second-factor/backup-codes")
    @Operation(operationId = "replaceBackupCodes", summary = "Voids the backup codes and shows new ones, once.")
    NewBackupCodes replaceCodes(Caller caller, @Valid @RequestBody PasswordProof proof) throws InterruptedException {
        passwordAgain.require(caller.userId(), proof.password());
        List<String> codes = backupCodes.generate();
        Refusals.require(commands.ask(ids.fresh(),
                new ReplaceBackupCodes(caller.userId(), backupCodes.hashes(caller.userId(), codes))));
        return new NewBackupCodes(codes);
    }

    private Known known(Caller caller) {
        return people.known(caller.userId()).orElseThrow(ProblemException::notFound);
    }
}
