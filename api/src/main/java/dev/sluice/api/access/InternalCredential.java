package dev.sluice.api.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

import dev.sluice.api.sealing.Secret;
import dev.sluice.api.sealing.SecretFiles;

/// Tells requests of this installation's own services and operators: `Authorization: Bearer` with the
/// internal credential, compared in constant time.
@Component
class InternalCredential implements RequestMatcher {

    private static final String SCHEME = "Bearer ";

    private final Secret credential;

    InternalCredential(SecretFiles secrets) {
        this.credential = secrets.internalCredential();
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith(SCHEME) && MessageDigest.isEqual(credential.reveal(),
                header.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
    }
}
