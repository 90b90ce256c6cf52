package dev.sluice.billing.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.billing.StartRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InternalCredentialTest {

    private static final String SECRET = "x".repeat(44);

    @TempDir
    private Path secrets;

    @Test
    void isShownAsABearer() throws IOException {
        Files.writeString(secrets.resolve("internal-credential"), SECRET + "\n");
        InternalCredential credential = InternalCredential.in(secrets);

        assertThat(credential.isShownBy("Bearer " + SECRET)).isTrue();
        assertThat(credential.isShownBy(SECRET)).isFalse();
        assertThat(credential.isShownBy("Bearer " + SECRET + "x")).isFalse();
        assertThat(credential.toString()).doesNotContain(SECRET);
    }

    @Test
    void refusesToStartWithoutAFileAndNamesIt() {
        assertThatThrownBy(() -> InternalCredential.in(secrets)).isInstanceOf(StartRefused.class)
                .hasMessageContaining("internal-credential").hasMessageContaining("SLUICE_SECRETS");
    }

    @Test
    void refusesASecretThatIsNone() throws IOException {
        Files.writeString(secrets.resolve("internal-credential"), "short");

        assertThatThrownBy(() -> InternalCredential.in(secrets)).isInstanceOf(StartRefused.class)
                .hasMessageContaining("5 characters (expected: >= 32)");
    }
}
