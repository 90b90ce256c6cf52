package dev.sluice.quickstart.commands;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;

import dev.sluice.quickstart.platform.PlatformOptions;
import dev.sluice.quickstart.platform.Ports;
import dev.sluice.quickstart.platform.StartFailure;

/// The command line, checked: anything it does not understand is refused by name.
record Arguments(String command, boolean detach, boolean fresh, int portOffset, Path data, Path home) {

    static Arguments parse(String[] words, Path home) {
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(words));
        String command = rest.isEmpty() ? "nothing" : rest.removeFirst();
        boolean detach = false;
        boolean fresh = false;
        int portOffset = 0;
        Path data = home.resolve(".sluice");
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            switch (word) {
                case "--detach" -> detach = true;
                case "--fresh" -> fresh = true;
                case "--port-offset" -> portOffset = number(word, value(word, rest));
                case "--data" -> data = Path.of(value(word, rest)).toAbsolutePath();
                default -> throw new StartFailure(
                        word + " is no option of ./sluice " + command + ": see ./sluice help.");
            }
        }
        return new Arguments(command, detach, fresh, new Ports(portOffset).offset(), data, home);
    }

    PlatformOptions options(Map<String, String> environment) {
        return new PlatformOptions(home, data, new Ports(portOffset), fresh,
                PlatformOptions.Upstreams.of(environment));
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new StartFailure(option + " needs a value: see ./sluice help.");
        }
        return rest.removeFirst();
    }

    private static int number(String option, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw new StartFailure(option + ": " + value + " (expected: a number, 0.." + Ports.OFFSET_MAX + ")",
                    notANumber);
        }
    }
}
