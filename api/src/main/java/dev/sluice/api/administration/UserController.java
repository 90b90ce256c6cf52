package dev.sluice.api.administration;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.people.EmailAddress;
import dev.sluice.api.people.People;
import dev.sluice.api.people.Person;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand;
import dev.sluice.contracts.identity.IdentityCommand.ChangePlan;
import dev.sluice.contracts.identity.IdentityCommand.ResumeUser;
import dev.sluice.contracts.identity.IdentityCommand.SuspendUser;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.plans.Plan;
import dev.sluice.contracts.plans.Plans;

/// What administrators and the installation's own services do about users. Each change has a reason and stands
/// in `audit`, with who did it and what it was before.
@RestController
class UserController {

    private static final String SERVICES = "internal";

    private final Directory directory;
    private final People people;
    private final Commands commands;
    private final CommandIds ids;

    UserController(Directory directory, People people, Commands commands, CommandIds ids) {
        this.directory = directory;
        this.people = people;
        this.commands = commands;
        this.ids = ids;
    }

    record PlanChoice(@NotBlank @Size(max = 40) String plan, @NotBlank @Size(max = 400) String reason) {}

    record Reason(@NotBlank @Size(max = 400) String reason) {}

    /// An id or an e-mail address; in the body, because addresses of requests are written down.
    record Search(@NotBlank @Size(max = 254) String search) {
        @Override
        public String toString() {
            return "Search[…]";
        }
    }

    record FoundUser(String id, @Nullable String email, @Nullable String username, String status, String plan,
            boolean emailVerified, long keys, Instant createdAt, Instant updatedAt) {
        @Override
        public String toString() {
            return "FoundUser[" + id + "]";
        }
    }

    record FoundUsers(List<FoundUser> items) {}

    @PostMapping("/api/admin/users/search")
    FoundUsers search(@Valid @RequestBody Search wanted) {
        return new FoundUsers(found(wanted.search().strip()).map(this::shown).stream().toList());
    }

    @GetMapping("/api/admin/users/{id}")
    FoundUser user(@PathVariable String id) {
        return directory.user(userId(id)).map(this::shown).orElseThrow(ProblemException::notFound);
    }

    @PostMapping("/api/admin/users/{id}/plan")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void plan(@PathVariable String id, @Valid @RequestBody PlanChoice choice, @Nullable Principal principal)
            throws InterruptedException {
        ask(new ChangePlan(userId(id), choice.plan(), by(principal), choice.reason()));
    }

    @PostMapping("/api/admin/users/{id}/suspend")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void suspend(@PathVariable String id, @Valid @RequestBody Reason reason, @Nullable Principal principal)
            throws InterruptedException {
        ask(new SuspendUser(userId(id), by(principal), reason.reason()));
    }

    @PostMapping("/api/admin/users/{id}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume(@PathVariable String id, @Valid @RequestBody Reason reason, @Nullable Principal principal)
            throws InterruptedException {
        ask(new ResumeUser(userId(id), by(principal), reason.reason()));
    }

    @GetMapping("/api/admin/plans")
    List<Plan> plans() {
        return Plans.all();
    }

    private void ask(IdentityCommand command) throws InterruptedException {
        Refusals.require(commands.ask(ids.fresh(), command));
    }

    private Optional<UserView> found(String search) {
        return search.contains("@")
                ? EmailAddress.parse(search).map(people::hash).flatMap(directory::owner).flatMap(directory::user)
                : id(search).flatMap(directory::user);
    }

    private FoundUser shown(UserView view) {
        Optional<Person> person = people.person(view);
        return new FoundUser(view.userId().value(), person.map(Person::email).orElse(null),
                person.map(Person::username).orElse(null), view.status().name(), view.plan(), view.emailVerified(),
                directory.keys(view.userId()).size(), view.createdAt(), view.updatedAt());
    }

    private static String by(@Nullable Principal principal) {
        return principal == null ? SERVICES : principal.getName();
    }

    private static UserId userId(String text) {
        return id(text).orElseThrow(ProblemException::notFound);
    }

    private static Optional<UserId> id(String text) {
        try {
            return Optional.of(new UserId(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
