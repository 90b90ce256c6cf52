package dev.sluice.api.sessions;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.springframework.stereotype.Component;

import dev.sluice.api.directory.Directory;
import dev.sluice.contracts.identity.SignIn;
import dev.sluice.contracts.ids.UserId;

/// What is known of who signed in as a person lately, or tried to, for that person.
@Component
public class KnownSignIns {

    private final Directory directory;
    private final Devices devices;

    KnownSignIns(Directory directory, Devices devices) {
        this.directory = directory;
        this.devices = devices;
    }

    public enum SignInOutcome {
        @JsonProperty("signed-in")
        SIGNED_IN,
        @JsonProperty("wrong-password")
        WRONG_PASSWORD,
        @JsonProperty("wrong-code")
        WRONG_CODE
    }

    /// @param address
    ///            of the network, shortened
    public record SignInShown(Instant at, SignInOutcome outcome, String device, String address) {
        @Override
        public String toString() {
            return "SignInShown[" + at + " " + outcome + "]";
        }
    }

    /// The last ten times, and the last ten failures, newest first.
    public List<SignInShown> of(UserId userId) {
        return directory.signIns(userId).stream().sorted(Comparator.comparing(SignIn::at).reversed())
                .map(item -> shown(userId, item)).toList();
    }

    private SignInShown shown(UserId userId, SignIn item) {
        Device device = devices.read(userId, item.sealed()).orElse(Device.UNKNOWN);
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
