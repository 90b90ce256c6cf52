package dev.sluice.contracts.plans;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.configuration.ConfigurationFault;

/// The plans of an installation, in the order they are shown; people register with the first.
public record Plans(List<Plan> all) {

    public static final int PLANS_MAX = 100;
    private static final int BYTES_MAX = 1024 * 1024;
    private static final String RESOURCE = "plans.yml";

    /// What an installation has that names no file of its own.
    public static final Plans SHIPPED = shipped();

    public Plans {
        all = List.copyOf(all);
        if (all.isEmpty() || all.size() > PLANS_MAX) {
            throw new IllegalArgumentException("plans: " + all.size() + " (expected: 1 to " + PLANS_MAX + ")");
        }
    }

    /// The plans in a file as `docs/reference/plans.md` describes it, or the shipped ones where no file is named.
    /// A [ConfigurationFault] says what is wrong with it.
    public static Plans of(@Nullable Path file) {
        if (file == null) {
            return SHIPPED;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return PlanDocument.read(text(in));
        } catch (IOException unreadable) {
            throw new ConfigurationFault(file + ": cannot be read (expected: a file with the plans)");
        } catch (ConfigurationFault fault) {
            throw new ConfigurationFault(file + " " + fault.sentence());
        }
    }

    /// The plan of those who register.
    public Plan first() {
        return all.getFirst();
    }

    public Optional<Plan> find(String id) {
        return all.stream().filter(plan -> plan.id().equals(id)).findFirst();
    }

    private static Plans shipped() {
        try (InputStream in = Plans.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + ": not on the class path");
            }
            return PlanDocument.read(text(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw new ConfigurationFault("is above " + BYTES_MAX + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
