package dev.sluice.contracts.admission;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class AdmissionScriptTest {

    /// Connections write different character sets: only then do all of them load what `sha1()` names.
    @ParameterizedTest
    @EnumSource
    void isTheSameInEveryCharacterSet(AdmissionScript script) {
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(script.source())).isTrue();
    }
}
