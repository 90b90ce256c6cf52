package dev.sluice.api.administration;

import java.security.Principal;
import java.util.Optional;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.administration.UserShapes.FoundUser;
import dev.sluice.api.administration.UserShapes.FoundUsers;
import dev.sluice.api.administration.UserShapes.LimitsChoice;
import dev.sluice.api.administration.UserShapes.PlanChoice;
import dev.sluice.api.administration.UserShapes.Reason;
import dev.sluice.api.administration.UserShapes.Search;
import dev.sluice.api.administration.UserShapes.ShownPlan;
import dev.sluice.api.administration.UserShapes.ShownPlans;
import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.keys.Budget;
import dev.sluice.api.keys.RateLimit;
import dev.sluice.api.people.EmailAddress;
import dev.sluice.api.people.People;
import dev.sluice.api.people.Person;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand;
import dev.sluice.contracts.identity.IdentityCommand.ChangeLimits;
import dev.sluice.contracts.identity.IdentityCommand.ChangePlan;
import dev.sluice.contracts.identity.IdentityCommand.ResumeUser;
import dev.sluice.contracts.identity.IdentityCommand.SuspendUser;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.plans.Plans;

/// What administrators and the installation's own services do about users. Each change has a reason and stands
/// in `audit`, with who did it and what it was before.
@RestController
@Tag(name = "administration")
class UserController {

    private final Directory directory;
    private final People people;
    private final Commands commands;
    private final CommandIds ids;
    private final Plans plans;

    UserController(Directory directory, People people, Commands commands, CommandIds ids, Plans plans) {
        this.directory = directory;
        this.people = people;
        this.commands = commands;
        this.ids = ids;
        this.plans = plans;
    }

    @PostMapping("/api/admin/users/search")
    @Operation(operationId = "findUsers", summary = "Users by id or exact e-mail address.")
    FoundUsers search(@Valid @RequestBody Search wanted) {
        return new FoundUsers(found(wanted.search().strip()).map(this::shown).stream().toList());
    }

    @GetMapping("/api/admin/users/{id}")
    @Operation(operationId = "getUser", summary = "One user.")
    FoundUser user(@PathVariable @Size(max = 64) String id) {
        return directory.user(Asked.user(id)).map(this::shown).orElseThrow(ProblemException::notFound);
    }

    @PostMapping("/api/admin/users/{id}/plan")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "changePlan", summary = "Puts a user on a plan; its limits and mode hold within a second.")
    void plan(@PathVariable @Size(max = 64) String id, @Valid @RequestBody PlanChoice choice,
            @Nullable Principal principal) throws InterruptedException {
        ask(new ChangePlan(Asked.user(id), choice.plan(), Asked.by(principal), choice.reason()));
    }

    @PutMapping("/api/admin/users/{id}/limits")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "changeLimits", summary = "Gives a user limits in the place of the plan's; those that are absent are the plan's again.")
    void limits(@PathVariable @Size(max = 64) String id, @Valid @RequestBody LimitsChoice choice,
            @Nullable Principal principal) throws InterruptedException {
        ask(new ChangeLimits(Asked.user(id), RateLimit.limits(choice.rateLimit()), Budget.budgets(choice.budget()),
                Asked.by(principal), choice.reason()));
    }

    @PostMapping("/api/admin/users/{id}/suspend")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "suspendUser", summary = "Keeps a user out: sessions end and no key works, within a second.")
    void suspend(@PathVariable @Size(max = 64) String id, @Valid @RequestBody Reason reason,
            @Nullable Principal principal) throws InterruptedException {
        ask(new SuspendUser(Asked.user(id), Asked.by(principal), reason.reason()));
    }

    @PostMapping("/api/admin/users/{id}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "resumeUser", summary = "Lets a suspended user in again.")
    void resume(@PathVariable @Size(max = 64) String id, @Valid @RequestBody Reason reason,
            @Nullable Principal principal) throws InterruptedException {
        ask(new ResumeUser(Asked.user(id), Asked.by(principal), reason.reason()));
    }

    @GetMapping("/api/admin/plans")
    @Operation(operationId = "listPlans", summary = "The plans there are.")
    ShownPlans plans() {
        return new ShownPlans(plans.all().stream().map(ShownPlan::of).toList());
    }

    private void ask(IdentityCommand command) throws InterruptedException {
        Refusals.require(commands.ask(ids.fresh(), command));
    }

    private Optional<UserView> found(String search) {
        return search.contains("@")
                ? EmailAddress.parse(search).map(people::hash).flatMap(directory::owner).flatMap(directory::user)
                : Asked.id(search, UserId::new).flatMap(directory::user);
    }

    private FoundUser shown(UserView view) {
        Optional<Person> person = people.person(view);
        return new FoundUser(view.userId().value(), person.map(Person::email).orElse(null),
                person.map(Person::username).orElse(null), view.status(), view.plan(), RateLimit.of(view.limits()),
                Budget.of(view.budgets()), view.emailVerified(), directory.keys(view.userId()).size(),
                view.createdAt(), view.updatedAt());
    }
}
