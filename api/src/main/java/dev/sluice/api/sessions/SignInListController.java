package dev.sluice.api.sessions;

import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.sessions.KnownSignIns.SignInShown;
import dev.sluice.api.web.Caller;

/// Who signed in as the person lately, or tried to.
@RestController
@Tag(name = "users")
class SignInListController {

    private final KnownSignIns signIns;

    SignInListController(KnownSignIns signIns) {
        this.signIns = signIns;
    }

    record SignInList(List<SignInShown> items) {}

    @GetMapping("/api/client/users/sign-ins")
    @Operation(operationId = "listSignIns", summary = "The last ten times somebody signed in, and the last ten they failed to, newest first.")
    SignInList list(Caller caller) {
        return new SignInList(signIns.of(caller.userId()));
    }
}
