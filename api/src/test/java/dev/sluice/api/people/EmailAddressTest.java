package dev.sluice.api.people;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({"Ada@Example.ORG, ada@example.org", "' ada+x@example.org ', ada+x@example.org",
            "ada@bücher.example, ada@xn--bcher-kva.example", "a.b@localhost, a.b@localhost"})
    void addressesAreComparedInOneForm(String typed, String normalised) {
        assertThat(EmailAddress.parse(typed)).hasValue(new EmailAddress(normalised));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "@example.org", "ada@", "a b@example.org", "ada@exa mple.org", "ada@-x.org",
            "a\r\nBcc: x@example.org", "ada@example.org\nBcc: b@example.org"})
    void whatIsNoAddressIsRefused(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }
}
