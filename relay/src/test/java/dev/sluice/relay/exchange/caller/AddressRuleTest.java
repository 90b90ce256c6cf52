package dev.sluice.relay.exchange.caller;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressRuleTest {

    private final AddressRule rule = new AddressRule();

    @ParameterizedTest
    @CsvSource({"203.0.113.7, 203.0.113.7, true", "203.0.113.7, 203.0.113.8, false", "10.0.0.0/8, 10.255.1.2, true",
            "10.0.0.0/8, 11.0.0.0, false", "10.0.0.0/9, 10.128.0.0, false", "2001:db8::/32, 2001:db8:1::1, true",
            "2001:db8::/32, 2001:db9::1, false", "0.0.0.0/0, 9.9.9.9, true", "0.0.0.0/0, ::1, false",
            "10.0.0.0/33, 10.0.0.0, false", "localhost, 127.0.0.1, false", "10.0.0.0/x, 10.0.0.0, false"})
    void aRangeContainsItsAddresses(String range, String address, boolean contains) {
        assertThat(rule.permits(List.of(range), address)).isEqualTo(contains);
    }

    @Test
    void noRangesPermitEveryAddress() {
        assertThat(rule.permits(List.of(), "198.51.100.1")).isTrue();
        assertThat(rule.permits(List.of("10.0.0.0/8", "192.0.2.0/24"), "192.0.2.9")).isTrue();
    }
}
