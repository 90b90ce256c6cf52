package dev.sluice.relay.upstream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Whether a failed request may go to another upstream.
class FailoverTest {

    private static final Failover THRICE = new Failover(true, 3);

    @Test
    void connectingIsTriedOnceMoreAndNotTwice() {
        assertThat(Failover.OFF.afterConnectFailure(1)).isTrue();
        assertThat(Failover.OFF.afterConnectFailure(2)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 529})
    void anAnswerIsFollowedByAnotherUpstreamOnlyWhereConfigured(int status) {
        assertThat(Failover.OFF.afterAnswer(status, false, 1)).isFalse();
        assertThat(THRICE.afterAnswer(status, false, 1)).isTrue();
        assertThat(THRICE.afterAnswer(status, false, 3)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 422})
    void whatIsWrongWithTheRequestIsWrongEverywhere(int status) {
        assertThat(THRICE.afterAnswer(status, false, 1)).isFalse();
        assertThat(THRICE.afterAnswer(status, true, 1)).isTrue();
    }

    @Test
    void attemptsAreBounded() {
        assertThatThrownBy(() -> new Failover(true, 6)).hasMessage("attemptsMax: 6 (expected: 1 to 5)");
    }
}
