package dev.sluice.quickstart.journeys;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import dev.sluice.quickstart.platform.LocalPlatform;
import dev.sluice.quickstart.platform.PlatformOptions;
import dev.sluice.quickstart.platform.PlatformOptions.Upstreams;
import dev.sluice.quickstart.platform.Ports;
import dev.sluice.quickstart.platform.Preflight;

/// Gives every journey the same platform: it starts with the first one and ends with the last.
final class RunningPlatform implements ParameterResolver {

    private static final int OFFSET_FIRST = 11_000;
    private static final int OFFSET_STEP = 100;
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalPlatform.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(Namespace.create(RunningPlatform.class))
                .computeIfAbsent("platform", _ -> start(), LocalPlatform.class);
    }

    /// An address nobody else signs up with on this platform.
    static String newEmail() {
        return "person-" + PEOPLE.incrementAndGet() + "@example.com";
    }

    private static LocalPlatform start() {
        Path module = Path.of("").toAbsolutePath();
        PlatformOptions options = free(module.resolveSibling(""), module.resolve("target").resolve("journeys"));
        var platform = LocalPlatform.start(options);
        try {
            platform.awaitReady(_ -> {
            });
            return platform;
        } catch (RuntimeException failure) {
            platform.close();
            throw failure;
        }
    }

    private static PlatformOptions free(Path home, Path data) {
        for (int offset = OFFSET_FIRST; offset < Ports.OFFSET_MAX; offset += OFFSET_STEP) {
            var options = new PlatformOptions(home, data, new Ports(offset), true, Upstreams.stub());
            if (Preflight.look(options).stream().allMatch(finding -> finding.problem().isEmpty())) {
                return options;
            }
        }
        throw new IllegalStateException("no free ports from offset " + OFFSET_FIRST + " on");
    }
}
