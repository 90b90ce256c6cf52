package dev.sluice.relay.peer;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.relay.peer.TrustedProxies.Note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrustedProxiesTest {

    private static final List<Network> OURS = Stream.of("10.0.0.0/8", "2001:db8:1::/48").map(Network::parse).toList();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "203.0.113.9 | 198.51.100.1                     | 203.0.113.9",
            "10.0.0.1    | 198.51.100.1                     | 198.51.100.1",
            "10.0.0.1    | 1.1.1.1, 198.51.100.1            | 198.51.100.1",
            "10.0.0.1    | 1.1.1.1, 198.51.100.1, 10.0.0.2  | 198.51.100.1",
            "10.0.0.1    | 198.51.100.1:4711                | 198.51.100.1",
            "10.0.0.1    | [2001:db8::7]:4711               | 2001:db8:0:0:0:0:0:7",
            "10.0.0.1    | 2001:db8::7, 2001:db8:1::2       | 2001:db8:0:0:0:0:0:7",
            "10.0.0.1    | ::ffff:198.51.100.1              | 198.51.100.1",
            "10.0.0.1    | 10.0.0.3, 10.0.0.2               | 10.0.0.3",
            "10.0.0.1    | 198.51.100.1, unknown, 10.0.0.2  | 10.0.0.2",
            "10.0.0.1    | 198.51.100.1,                    | 10.0.0.1",
            "10.0.0.1    | evil.example                     | 10.0.0.1",
            "2001:db8:1::9 | 198.51.100.1                   | 198.51.100.1"})
    void theLastAddressThatNoProxyOfOursHasIsTheClient(String peer, String noted, String client) {
        TrustedProxies proxies = new TrustedProxies(OURS, Note.X_FORWARDED_FOR);

        assertThat(proxies.clientOf(InetAddress.ofLiteral(peer), List.of(noted)).getHostAddress()).isEqualTo(client);
    }

    @Test
    void severalHeadersAreOneChain() {
        TrustedProxies proxies = new TrustedProxies(OURS, Note.X_FORWARDED_FOR);

        assertThat(proxies.clientOf(InetAddress.ofLiteral("10.0.0.1"), List.of("1.1.1.1, 198.51.100.1", "10.0.0.2"))
                .getHostAddress()).isEqualTo("198.51.100.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "for=198.51.100.1;proto=https;by=203.0.113.43                | 198.51.100.1",
            "for=1.1.1.1, For=\"198.51.100.1:4711\";proto=https, for=10.0.0.2 | 198.51.100.1",
            "for=\"[2001:db8::7]:4711\"                                  | 2001:db8:0:0:0:0:0:7",
            "for=198.51.100.1, for=_hidden                               | 10.0.0.1",
            "proto=https                                                 | 10.0.0.1"})
    void theStandardHeaderIsReadWhereItIsTheOneThatCounts(String noted, String client) {
        TrustedProxies proxies = new TrustedProxies(OURS, Note.FORWARDED);

        assertThat(proxies.clientOf(InetAddress.ofLiteral("10.0.0.1"), List.of(noted)).getHostAddress())
                .isEqualTo(client);
    }

    @Test
    void nobodyIsTrustedUnlessNamed() {
        assertThat(TrustedProxies.NONE.clientOf(InetAddress.ofLiteral("127.0.0.1"), List.of("198.51.100.1"))
                .getHostAddress()).isEqualTo("127.0.0.1");
    }

    @Test
    void anEndlessChainIsReadToItsBound() {
        TrustedProxies proxies = new TrustedProxies(OURS, Note.X_FORWARDED_FOR);
        String chain = "198.51.100.1" + ", 10.0.0.2".repeat(Hops.HOPS_MAX);

        assertThat(proxies.clientOf(InetAddress.ofLiteral("10.0.0.1"), List.of(chain)).getHostAddress())
                .isEqualTo("10.0.0.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "2001:db8::/129"})
    void aNetworkThatCannotBeReadIsNamed(String range) {
        assertThatThrownBy(() -> Network.parse(range)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("network: " + range).hasMessageContaining("expected");
    }
}
