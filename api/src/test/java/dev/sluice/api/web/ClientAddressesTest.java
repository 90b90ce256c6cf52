package dev.sluice.api.web;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.api.sealing.KnownSecrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClientAddressesTest {

    private final ClientAddresses trusting = addresses(List.of("10.0.0.0/8", "2001:db8::/32"));

    private static ClientAddresses addresses(List<String> proxies) {
        return new ClientAddresses(KnownSecrets.properties(proxies));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"10.1.2.3 | 198.51.100.7 | 198.51.100.7",
            "10.1.2.3 | 203.0.113.9, 198.51.100.7 | 198.51.100.7", "10.1.2.3 | 198.51.100.7, 10.9.9.9 | 198.51.100.7",
            "10.1.2.3 | 198.51.100.7, nonsense | 10.1.2.3", "10.1.2.3 | 198.51.100.7,, 10.9.9.9 | 10.9.9.9",
            "10.1.2.3 | 10.4.5.6 | 10.4.5.6", "203.0.113.9 | 198.51.100.7 | 203.0.113.9",
            "2001:db8:0:0:0:0:0:1 | 2001:470::1 | 2001:470:0:0:0:0:0:1", "10.1.2.3 | example.org | 10.1.2.3"})
    void theClientIsTheLastAddressThatIsNoTrustedProxys(String peer, String note, String client) {
        assertThat(trusting.client(peer, List.of(note))).isEqualTo(client);
    }

    @Test
    void severalHeadersAreOneChain() {
        assertThat(trusting.client("10.1.2.3", List.of("203.0.113.9", "198.51.100.7, 10.2.2.2")))
                .isEqualTo("198.51.100.7");
    }

    @Test
    void whereNobodyIsTrustedNobodysWordCounts() {
        assertThat(addresses(List.of()).client("10.1.2.3", List.of("198.51.100.7"))).isEqualTo("10.1.2.3");
    }

    @Test
    void aChainWithoutEndIsWalkedThirtyTwoProxiesFar() {
        List<String> chain = Collections.nCopies(100, "198.51.100.7, " + "10.2.2.2,".repeat(99) + "10.2.2.2");

        assertThat(trusting.client("10.1.2.3", chain)).isEqualTo("10.2.2.2");
    }

    @Test
    void aNetworkThatCannotBeReadIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> addresses(List.of("proxy.example.org")));
    }
}
