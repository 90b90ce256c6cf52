package dev.sluice.relay;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import dev.sluice.relay.peer.Network;
import dev.sluice.relay.peer.TrustedProxies;
import dev.sluice.relay.server.Edge;
import dev.sluice.relay.tls.ServerTls;

/// What stands between clients and the listener, `SLUICE_TRUSTED_PROXIES` and so on, as `relay.yml` maps
/// them.
///
/// @param trustedProxies
///            networks whose proxies may say who their clients are
/// @param trustedHeader
///            the header they say it in; the other one is never read
/// @param proxyProtocol
///            whether connections from these networks begin with a PROXY header
/// @param tlsCertificate
///            file with the certificate chain, PEM; empty for cleartext
/// @param tlsKey
///            file with its key, PKCS#8 PEM
@Validated
@ConfigurationProperties("sluice.edge")
public record EdgeProperties(
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("x-forwarded-for") TrustedProxies.Note trustedHeader,
        @DefaultValue("false") boolean proxyProtocol,
        @DefaultValue("") String tlsCertificate,
        @DefaultValue("") String tlsKey) {

    private Optional<ServerTls> tls() {
        if (tlsCertificate.isEmpty() != tlsKey.isEmpty()) {
            throw new IllegalStateException("TLS: certificate " + tlsCertificate + ", key " + tlsKey
                    + " (expected: both files or neither)");
        }
        return tlsCertificate.isEmpty()
                ? Optional.empty()
                : Optional.of(new ServerTls(Path.of(tlsCertificate), Path.of(tlsKey)));
    }

    /// What clients speak.
    String scheme() {
        return tlsCertificate.isEmpty() ? "http" : "https";
    }

    Edge edge() {
        List<Network> networks = trustedProxies.stream().map(String::strip).filter(range -> !range.isEmpty())
                .map(Network::parse).toList();
        return new Edge(new TrustedProxies(networks, trustedHeader), proxyProtocol, tls());
    }
}
