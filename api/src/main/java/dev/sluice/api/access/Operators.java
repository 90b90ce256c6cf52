package dev.sluice.api.access;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/// Who may read what the service says about itself: whoever has the internal credential, or sits on the machine and
/// does not speak for somebody else.
@Component
class Operators implements AuthorizationManager<RequestAuthorizationContext> {

    private static final List<String> OF_PROXIES = List.of("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host",
            "X-Real-IP", "Forwarded", "Via");

    private final InternalCredential credential;

    Operators(InternalCredential credential) {
        this.credential = credential;
    }

    @Override
    public AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> authentication,
            RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        return new AuthorizationDecision(credential.matches(request) || isHere(request));
    }

    private static boolean isHere(HttpServletRequest request) {
        return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress()
                && OF_PROXIES.stream().allMatch(name -> request.getHeader(name) == null);
    }
}
