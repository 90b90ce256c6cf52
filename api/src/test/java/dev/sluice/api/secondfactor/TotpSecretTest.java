package dev.sluice.api.secondfactor;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TotpSecretTest {

    /// Of RFC 6238 appendix B; the last six of its eight digits.
    private static final TotpSecret RFC = TotpSecret
            .of(Base32.encode("12345678901234567890".getBytes(StandardCharsets.US_ASCII)));

    @ParameterizedTest
    @CsvSource({"59, 287082", "1111111109, 081804", "1111111111, 050471", "1234567890, 005924",
            "2000000000, 279037", "20000000000, 353130"})
    void codesAreThoseOfTheStandard(long seconds, String code) {
        assertThat(RFC.code(seconds / 30)).isEqualTo(code);
        assertThat(RFC.step(code, Instant.ofEpochSecond(seconds))).hasValue(seconds / 30);
    }

    @Test
    void aClockMayDifferByOneStep() {
        String code = RFC.code(1_000);

        assertThat(RFC.step(code, Instant.ofEpochSecond(999 * 30L))).hasValue(1_000);
        assertThat(RFC.step(code, Instant.ofEpochSecond(1_001 * 30L + 29))).hasValue(1_000);
        assertThat(RFC.step(code, Instant.ofEpochSecond(1_002 * 30L))).isEqualTo(OptionalLong.empty());
        assertThat(RFC.step(code, Instant.ofEpochSecond(998 * 30L + 29))).isEqualTo(OptionalLong.empty());
    }

    @Test
    void whatIsNoCodeMatchesNothing() {
        assertThat(RFC.step("", Instant.EPOCH.plusSeconds(90))).isEmpty();
        assertThat(RFC.step("12345678", Instant.EPOCH.plusSeconds(90))).isEmpty();
    }

    @Test
    void theAddressForApplicationsSaysEverything() {
        assertThat(RFC.uri("Sluice & Co", "ada@example.org")).isEqualTo(
                "otpauth://totp/Sluice%20%26%20Co:ada%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                        + "&issuer=Sluice%20%26%20Co&algorithm=SHA1&digits=6&period=30");
    }

    @Test
    void aSecretIsTheSameAfterItWasWritten() {
        TotpSecret secret = TotpSecret.generate(new SecureRandom());

        assertThat(secret.base32()).hasSize(32);
        assertThat(TotpSecret.of(secret.base32()).code(7)).isEqualTo(secret.code(7));
        assertThat(secret).hasToString("TotpSecret[…]");
    }

    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void base32IsThatOfTheStandard(String plain, String encoded) {
        byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);

        assertThat(Base32.encode(bytes)).isEqualTo(encoded);
        assertThat(Base32.decode(encoded)).isEqualTo(bytes);
        assertThat(Base32.decode(encoded.toLowerCase(Locale.ROOT))).isEqualTo(bytes);
        assertThatThrownBy(() -> Base32.decode("1")).isInstanceOf(IllegalArgumentException.class);
    }
}
