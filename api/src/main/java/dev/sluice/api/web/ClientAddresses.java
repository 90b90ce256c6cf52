package dev.sluice.api.web;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.sluice.api.ApiProperties;

/// Finds out who is behind the proxies that are trusted: the last address of `X-Forwarded-For` that is not itself one
/// of theirs. What stands before it the client may have written. Without trusted proxies nobody's word counts.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ClientAddresses extends OncePerRequestFilter {

    private static final String HEADER = "X-Forwarded-For";
    private static final int PROXIES_MAX = 32;

    private final List<IpAddressMatcher> proxies;

    /// A network that cannot be read keeps the application from starting.
    ClientAddresses(ApiProperties properties) {
        this.proxies = properties.trustedProxies().stream().map(IpAddressMatcher::new).toList();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String peer = request.getRemoteAddr();
        String client = proxies.isEmpty() ? peer : client(peer, Collections.list(request.getHeaders(HEADER)));
        chain.doFilter(client.equals(peer) ? request : new Forwarded(request, client), response);
    }

    /// `notes` are the values of the header in their order. One that is no address ends the walk at the proxy that
    /// noted it.
    String client(String peer, List<String> notes) {
        List<String> chain = new ArrayList<>();
        notes.forEach(note -> chain.addAll(List.of(note.split(",", -1))));
        String client = peer;
        int oldest = Math.max(0, chain.size() - PROXIES_MAX);
        for (int i = chain.size() - 1; i >= oldest && isTrusted(client); i--) {
            Optional<String> noted = address(chain.get(i).strip());
            if (noted.isEmpty()) {
                return client;
            }
            client = noted.get();
        }
        return client;
    }

    private boolean isTrusted(String address) {
        return proxies.stream().anyMatch(network -> network.matches(address));
    }

    private static Optional<String> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static final class Forwarded extends HttpServletRequestWrapper {

        private final String client;

        Forwarded(HttpServletRequest request, String client) {
            super(request);
            this.client = client;
        }

        @Override
        public String getRemoteAddr() {
            return client;
        }
    }
}
