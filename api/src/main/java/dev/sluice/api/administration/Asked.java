package dev.sluice.api.administration;

import java.security.Principal;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.sluice.api.web.ProblemException;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;

/// Who asks, and what is asked about. What is no id is answered like an id that does not exist.
final class Asked {

    private static final String SERVICES = "internal";

    private Asked() {}

    /// User id of the administrator, or `internal` for the installation's own services.
    static String by(@Nullable Principal principal) {
        return principal == null ? SERVICES : principal.getName();
    }

    static UserId user(String text) {
        return id(text, UserId::new).orElseThrow(ProblemException::notFound);
    }

    static KeyId key(String text) {
        return id(text, KeyId::new).orElseThrow(ProblemException::notFound);
    }

    static GrantId grant(String text) {
        return id(text, GrantId::new).orElseThrow(ProblemException::notFound);
    }

    static <T> Optional<T> id(String text, Function<String, T> made) {
        try {
            return Optional.of(made.apply(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
