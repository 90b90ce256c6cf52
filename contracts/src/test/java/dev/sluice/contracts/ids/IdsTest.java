package dev.sluice.contracts.ids;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IdsTest {

    @Test
    void anIdIsItsPrefixAndAUuid() {
        UUID uuid = UUID.fromString("01a2c3d4-0001-7000-8000-0123456789ab");

        assertThat(UserId.of(uuid)).hasToString("cu_01a2c3d4-0001-7000-8000-0123456789ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cu_", "ck_01a2c3d4-0001-7000-8000-0123456789ab",
            "cu_01A2C3D4-0001-7000-8000-0123456789AB",
            "cu_01a2c3d4-0001-7000-8000-0123456789abc", "cu_01a2c3d400017000800000123456789ababcde"})
    void anythingElseIsRefusedByName(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId(text)).withMessageContaining("userId: ")
                .withMessageContaining("(expected: cu_<uuid>)");
    }

    @Test
    void aPriceBookIsNamedByDayAndNumber() {
        assertThat(new PriceBookId("pb-2026-11-23.1")).hasToString("pb-2026-11-23.1");
        assertThatIllegalArgumentException().isThrownBy(() -> new PriceBookId("latest"));
    }
}
