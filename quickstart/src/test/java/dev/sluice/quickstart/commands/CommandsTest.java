package dev.sluice.quickstart.commands;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommandsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "fly | fly is no command of ./sluice: see ./sluice help.",
            "up --wings | --wings is no option of ./sluice up: see ./sluice help.",
            "up --port-offset | --port-offset needs a value: see ./sluice help.",
            "up --port-offset ten | --port-offset: ten (expected: a number, 0..50000)",
            "up --port-offset 60000 | --port-offset: 60000 (expected: 0..50000)"})
    void refusesWhatItDoesNotUnderstandInOneSentence(String words, String sentence) {
        var err = new ByteArrayOutputStream();
        var commands = new Commands(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), Map.of());

        int exitCode = commands.run(words.split(" ", -1));

        assertThat(exitCode).isOne();
        assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo(sentence);
    }
}
