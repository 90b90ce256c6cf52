package dev.sluice.contracts.ids;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeySecretTest {

    private final KeySecret secret = KeySecret.generate(new Random(1));

    @Test
    void isReadBackFromItsText() {
        assertThat(KeySecret.parse(secret.reveal())).contains(secret);
        assertThat(secret.reveal()).startsWith("cuk_").hasSize(52);
    }

    @Test
    void aTypoInAnyCharacterIsFoundWithoutALookUp() {
        String text = secret.reveal();
        for (int i = KeySecret.PREFIX.length(); i < text.length(); i++) {
            char typo = text.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(KeySecret.parse(text.substring(0, i) + typo + text.substring(i + 1))).as("character %d", i)
                    .isEmpty();
        }
    }

    @Test
    void textThatIsNoKeyIsRefused() {
        assertThat(KeySecret.parse("")).isEmpty();
        assertThat(KeySecret.parse("cuk_")).isEmpty();
        assertThat(KeySecret.parse("sk-ant-" + "x".repeat(45))).isEmpty();
        assertThat(KeySecret.parse("cuk_" + "ü".repeat(48))).isEmpty();
    }

    @Test
    void neitherSecretNorHashIsPrintedWhole() {
        assertThat(secret.toString()).isEqualTo("KeySecret[…" + secret.last4() + "]");
        assertThat(secret.hash().toString()).hasSize(9);
    }
}
