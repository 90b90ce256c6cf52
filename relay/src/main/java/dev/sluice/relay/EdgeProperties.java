package dev.sluice.relay;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import dev.sluice.relay.peer.Network;
import dev.sluice.relay.peer.TrustedProxies;
import dev.sluice.relay.server.Edge;

/// What stands between clients and the listener, `SLUICE_TRUSTED_PROXIES` and so on, as `relay.yml` maps them.
///
/// @param trustedProxies
///            networks whose proxies may say who their clients are
/// @param trustedHeader
///            the header they say it in; the other one is never read
/// @param proxyProtocol
///            whether connections from these networks begin with a PROXY header
@Validated
@ConfigurationProperties("sluice.edge")
public record EdgeProperties(
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("x-forwarded-for") TrustedProxies.Note trustedHeader,
        @DefaultValue("false") boolean proxyProtocol) {

    Edge edge() {
        List<Network> networks = trustedProxies.stream().map(String::strip).filter(range -> !range.isEmpty())
                .map(Network::parse).toList();
        return new Edge(new TrustedProxies(networks, trustedHeader), proxyProtocol);
    }
}
