package dev.sluice.quickstart.account;

import java.util.Base64;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.json.SluiceJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProofOfWorkTest {

    /// SHA-256 of `salt42`.
    private static final String CHALLENGE = """
            {"algorithm":"SHA-256","challenge":"%s","maxnumber":%d,"salt":"salt","signature":"s"}""";
    private static final String OF_SALT_42 = "ba5bf48c9d94fef61432ae21b346d1307be9476c9c8e98d111366abbb69d45cd";

    @Test
    void findsTheNumber() {
        String solution = ProofOfWork.solve(SluiceJson.mapper().readTree(CHALLENGE.formatted(OF_SALT_42, 100)));

        var json = SluiceJson.mapper().readTree(Base64.getDecoder().decode(solution));
        assertThat(json.path("number").asInt()).isEqualTo(42);
        assertThat(json.path("signature").asString()).isEqualTo("s");
    }

    @Test
    void givesUpWhereTheChallengeEnds() {
        var challenge = SluiceJson.mapper().readTree(CHALLENGE.formatted(OF_SALT_42, 41));

        assertThatThrownBy(() -> ProofOfWork.solve(challenge)).hasMessageContaining("no number up to 41");
    }
}
