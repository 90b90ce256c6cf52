package dev.sluice.api.administration;

import java.security.Principal;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand.ChangePlan;
import dev.sluice.contracts.ids.UserId;

/// Puts users on plans; for operators and the installation's own services. The reason stays in the log.
@RestController
class PlanController {

    private static final String SERVICES = "internal";

    private final Commands commands;
    private final CommandIds ids;

    PlanController(Commands commands, CommandIds ids) {
        this.commands = commands;
        this.ids = ids;
    }

    record PlanChoice(@NotBlank @Size(max = 40) String plan, @NotBlank @Size(max = 400) String reason) {}

    @PostMapping("/api/admin/users/{id}/plan")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@PathVariable String id, @Valid @RequestBody PlanChoice choice, @Nullable Principal principal)
            throws InterruptedException {
        Refusals.require(commands.ask(ids.fresh(), new ChangePlan(userId(id), choice.plan(),
                principal == null ? SERVICES : principal.getName(), choice.reason())));
    }

    private static UserId userId(String text) {
        try {
            return new UserId(text);
        } catch (IllegalArgumentException notAnId) {
            throw ProblemException.notFound();
        }
    }
}
