package dev.sluice.api.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.sluice.api.directory.ReadYourWrites;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;

import static java.util.Objects.requireNonNull;

/// Gives controllers their [Caller], once this instance can read what the caller last wrote.
@Component
class CallerResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private final ReadYourWrites readYourWrites;

    CallerResolver(ReadYourWrites readYourWrites) {
        this.readYourWrites = readYourWrites;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest request, @Nullable WebDataBinderFactory binders) throws InterruptedException {
        if (!(request.getUserPrincipal() instanceof JwtAuthenticationToken token)) {
            throw ProblemException.of(401, "unauthorized", "Sign in first.");
        }
        UserId userId = new UserId(requireNonNull(token.getToken().getSubject(), "sub"));
        readYourWrites.beforeRead(userId);
        return new Caller(userId, new SessionId(requireNonNull(token.getToken().getClaimAsString("sid"), "sid")));
    }
}
