package dev.sluice.api.sessions;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.directory.Directory;
import dev.sluice.api.people.People;
import dev.sluice.api.web.Caller;
import dev.sluice.contracts.identity.SignIn;

/// Who signed in as the person lately, or tried to.
@RestController
@Tag(name = "users")
class SignInListController {

    private static final Device UNKNOWN = new Device("unknown", "unknown", false);

    private final Directory directory;
    private final People people;

    SignInListController(Directory directory, People people) {
        this.directory = directory;
        this.people = people;
    }

    enum SignInOutcome {
        @JsonProperty("signed-in")
        SIGNED_IN,
        @JsonProperty("wrong-password")
        WRONG_PASSWORD,
        @JsonProperty("wrong-code")
        WRONG_CODE
    }

    /// @param address
    ///            of the network, shortened
    record SignInShown(Instant at, SignInOutcome outcome, String device, String address) {
        @Override
        public String toString() {
            return "SignInShown[" + at + " " + outcome + "]";
        }
    }

    record SignInList(List<SignInShown> items) {}

    @GetMapping("/api/client/users/sign-ins")
    @Operation(operationId = "listSignIns", summary = "The last ten times somebody signed in, and the last ten they failed to, newest first.")
    SignInList list(Caller caller) {
        return new SignInList(directory.signIns(caller.userId()).stream()
                .sorted(Comparator.comparing(SignIn::at).reversed()).map(item -> shown(caller, item)).toList());
    }

    private SignInShown shown(Caller caller, SignIn item) {
        Device device = people.open(caller.userId(), Device.KIND, item.sealed(), Device.class).orElse(UNKNOWN);
        return new SignInShown(item.at(), outcome(item.outcome()), device.name(), device.address());
    }

    private static SignInOutcome outcome(SignIn.Outcome outcome) {
        return switch (outcome) {
            case SIGNED_IN -> SignInOutcome.SIGNED_IN;
            case WRONG_PASSWORD -> SignInOutcome.WRONG_PASSWORD;
            case WRONG_CODE -> SignInOutcome.WRONG_CODE;
        };
    }
}
