package dev.sluice.billing.access;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets services in by the internal credential and nobody else.
final class InternalDoor extends OncePerRequestFilter {

    private final InternalCredential credential;
    private final Gatekeeper gatekeeper;

    InternalDoor(InternalCredential credential, Gatekeeper gatekeeper) {
        this.credential = credential;
        this.gatekeeper = gatekeeper;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (shown == null || !credential.isShownBy(shown)) {
            gatekeeper.commence(request, response, new BadCredentialsException("internal credential"));
            return;
        }
        SecurityContextHolder.getContext().setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated("internal", null, AuthorityUtils.NO_AUTHORITIES));
        chain.doFilter(request, response);
    }
}
