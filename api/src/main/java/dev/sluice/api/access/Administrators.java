package dev.sluice.api.access;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.people.EmailAddress;
import dev.sluice.api.people.People;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;

/// Who may administrate: the verified, active holders of the configured addresses, judged anew with each
/// request. No token says it, so none can be stolen, or outlive a change.
@Component
class Administrators implements AuthorizationManager<RequestAuthorizationContext> {

    private final List<String> addressHashes;
    private final Directory directory;

    Administrators(ApiProperties properties, People people, Directory directory) {
        this.addressHashes = properties.administrators().stream().map(Administrators::address).map(people::hash)
                .toList();
        this.directory = directory;
    }

    @Override
    public AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> authentication,
            RequestAuthorizationContext context) {
        return new AuthorizationDecision(authentication.get() instanceof JwtAuthenticationToken token
                && token.isAuthenticated() && isAdministrator(token.getToken().getSubject()));
    }

    private boolean isAdministrator(@Nullable String subject) {
        if (subject == null || addressHashes.isEmpty()) {
            return false;
        }
        UserId userId = new UserId(subject);
        boolean acts = directory.user(userId)
                .filter(view -> view.emailVerified() && view.status() == UserView.Status.ACTIVE).isPresent();
        return acts && addressHashes.stream()
                .anyMatch(hash -> directory.owner(hash).equals(Optional.of(userId)));
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow(() -> new IllegalArgumentException(
                "api.administrators: one of them is not an e-mail address"));
    }
}
