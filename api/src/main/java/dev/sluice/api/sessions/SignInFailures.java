package dev.sluice.api.sessions;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.stereotype.Component;

import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.people.People;
import dev.sluice.api.web.SecurityEvent;
import dev.sluice.api.web.SecurityLog;
import dev.sluice.contracts.identity.IdentityCommand.RecordFailure;
import dev.sluice.contracts.identity.SignIn;
import dev.sluice.contracts.ids.UserId;

/// Leaves in the log that somebody did not get in, for the person to see. What is written for an address nobody
/// has is the same work, and comes to nothing. Back-off bounds how often.
@Component
class SignInFailures {

    /// As long as what is sealed about somebody.
    private static final String ABOUT_NOBODY = "-".repeat(240);

    private final Directory directory;
    private final People people;
    private final Commands commands;
    private final CommandIds ids;
    private final SecurityLog log;

    SignInFailures(Directory directory, People people, Commands commands, CommandIds ids, SecurityLog log) {
        this.directory = directory;
        this.people = people;
        this.commands = commands;
        this.ids = ids;
        this.log = log;
    }

    void record(Optional<UserId> somebody, SignIn.Outcome outcome, HttpServletRequest request)
            throws InterruptedException {
        log.write(SecurityEvent.SIGN_IN_FAILED, request, somebody.map(UserId::value).orElse(null));
        UserId nobody = UserId.of(UuidCreator.getTimeOrderedEpochPlusN());
        Device device = Device.of(request, false);
        String sealed = somebody.filter(userId -> directory.dataKey(userId).isPresent())
                .map(userId -> people.seal(userId, Device.KIND, device)).orElse(ABOUT_NOBODY);
        commands.tell(ids.fresh(), new RecordFailure(somebody.orElse(nobody), outcome, sealed));
    }
}
