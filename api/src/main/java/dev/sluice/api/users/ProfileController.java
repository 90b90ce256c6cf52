package dev.sluice.api.users;

import java.time.DateTimeException;
import java.time.ZoneId;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.people.People;
import dev.sluice.api.people.Person;
import dev.sluice.api.users.ProfileReader.Profile;
import dev.sluice.api.users.ProfileReader.Settings;
import dev.sluice.api.web.Caller;
import dev.sluice.api.web.ETags;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand.ChangeProfile;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;

/// Profile of the signed-in user.
@RestController
@Tag(name = "users")
class ProfileController {

    private final Directory directory;
    private final People people;
    private final ProfileReader reader;
    private final Commands commands;
    private final CommandIds ids;

    ProfileController(Directory directory, People people, ProfileReader reader, Commands commands, CommandIds ids) {
        this.directory = directory;
        this.people = people;
        this.reader = reader;
        this.commands = commands;
        this.ids = ids;
    }

    /// What is absent stays as it is.
    record ProfileUpdate(
            @Nullable @Size(min = 1, max = 40) @Pattern(regexp = "^\\P{Cc}*\\S\\P{Cc}*$") String username,
            @Nullable @Valid Settings settings) {
        @Override
        public String toString() {
            return "ProfileUpdate[…]";
        }
    }

    private record Known(UserView view, Person person) {}

    @GetMapping("/api/client/users/profile")
    @Operation(operationId = "getProfile", summary = "The profile of the signed-in user.")
    ResponseEntity<Profile> profile(Caller caller) {
        return answer(known(caller.userId()));
    }

    @PutMapping("/api/client/users/profile")
    @Operation(operationId = "updateProfile", summary = "Changes name and settings.")
    ResponseEntity<Profile> update(Caller caller,
            @RequestHeader(name = "If-Match", required = false) @Nullable @Size(max = 64) String ifMatch,
            @Valid @RequestBody ProfileUpdate update) throws InterruptedException {
        Known known = known(caller.userId());
        Long expected = ETags.expected(ifMatch);
        Person named = update.username() == null ? known.person() : known.person().named(update.username().strip());
        Settings settings = update.settings();
        Person person = settings == null
                ? named
                : named.settings(settings.locale() == null ? named.locale() : settings.locale(),
                        settings.notifications() == null ? named.notifications() : settings.notifications());
        Refusals.require(commands.ask(ids.fresh(), new ChangeProfile(caller.userId(),
                expected == null ? known.view().version() : expected, timeZone(settings, known.view()),
                people.seal(caller.userId(), person))));
        return answer(known(caller.userId()));
    }

    private ResponseEntity<Profile> answer(Known known) {
        return ResponseEntity.ok().eTag(ETags.of(known.view().version()))
                .body(reader.profile(known.view(), known.person()));
    }

    private Known known(UserId userId) {
        return directory.user(userId).flatMap(view -> people.person(view).map(person -> new Known(view, person)))
                .orElseThrow(ProblemException::notFound);
    }

    private static String timeZone(@Nullable Settings settings, UserView view) {
        if (settings == null || settings.timeZone() == null) {
            return view.timeZone();
        }
        try {
            return ZoneId.of(settings.timeZone()).getId();
        } catch (DateTimeException unknown) {
            throw ProblemException.field("settings.timeZone", "unknown", "is not an IANA time zone");
        }
    }
}
