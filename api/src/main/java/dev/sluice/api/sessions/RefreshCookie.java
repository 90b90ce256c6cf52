package dev.sluice.api.sessions;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.web.ProblemException;

/// How the refresh token travels: a cookie no script can read and no other site can send, or the body for
/// scripts that ask for it with `X-Token-Delivery: body`.
@Component
public class RefreshCookie {

    private static final String NAME = "sluice_refresh";
    /// Browsers let no page set a cookie of such a name that did not come by TLS.
    private static final String SECURE = "__Secure-";
    static final String DELIVERY = "X-Token-Delivery";
    private static final String PATH = "/api/client/auth";

    private final URI publicUrl;
    private final boolean encrypted;
    private final String name;

    RefreshCookie(ApiProperties properties) {
        this.publicUrl = properties.publicUrl();
        this.encrypted = "https".equals(publicUrl.getScheme());
        this.name = encrypted ? SECURE + NAME : NAME;
    }

    static boolean isForBody(HttpServletRequest request) {
        return "body".equalsIgnoreCase(request.getHeader(DELIVERY));
    }

    /// Not remembered: the cookie goes when the browser closes.
    String with(String token, boolean remembered, Duration lifetime) {
        return cookie(token).maxAge(remembered ? lifetime : Duration.ofSeconds(-1)).build().toString();
    }

    /// Takes the cookie away from the browser.
    public String none() {
        return cookie("").maxAge(Duration.ZERO).build().toString();
    }

    /// Refuses a request another site caused: browsers say where it comes from.
    Optional<String> token(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, name);
        if (cookie == null || cookie.getValue().isEmpty()) {
            return Optional.empty();
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !isOurs(origin, request.getHeader(HttpHeaders.HOST))) {
            throw ProblemException.of(403, "foreign-origin", "This request came from another site.");
        }
        return Optional.of(cookie.getValue());
    }

    private boolean isOurs(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && (authority.equals(host) || authority.equals(publicUrl.getAuthority()));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private ResponseCookie.ResponseCookieBuilder cookie(String value) {
        return ResponseCookie.from(name, value).httpOnly(true).sameSite("Strict").path(PATH)
                .secure(encrypted || !isLocal(publicUrl.getHost()));
    }

    private static boolean isLocal(@Nullable String host) {
        return host != null && (host.equals("localhost") || host.endsWith(".localhost") || host.equals("127.0.0.1")
                || host.equals("[::1]"));
    }
}
