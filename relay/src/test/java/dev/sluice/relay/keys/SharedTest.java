package dev.sluice.relay.keys;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharedTest {

    private final Shared<List<Integer>> shared = new Shared<>();

    @Test
    void equalValuesAreOneObject() {
        List<Integer> first = shared.of(List.of(1));

        assertThat(shared.of(List.of(1))).isSameAs(first);
        assertThat(shared.of(List.of(2))).isEqualTo(List.of(2));
    }

    @Test
    void whatIsAskedForStaysWhileOthersComeAndGo() {
        List<Integer> first = shared.of(List.of(-1));
        List<Integer> rare = shared.of(List.of(-2));

        for (int i = 0; i < 10_000; i++) {
            shared.of(List.of(i));
            shared.of(List.of(-1));
        }

        assertThat(shared.of(List.of(-1))).isSameAs(first);
        assertThat(shared.of(List.of(-2))).isEqualTo(rare).isNotSameAs(rare);
    }
}
