package dev.sluice.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/// The checkout this test runs in: its Java modules, their sources and their compiled classes.
final class Checkout {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("contracts", "relay", "usage-streams", "billing", "api",
            "quickstart", "bench");

    private Checkout() {}

    /// Classes of every module built so far; `bench` measures and is built last.
    static JavaClasses classes() {
        List<Path> folders = MODULES.stream().filter(module -> !module.equals("bench"))
                .map(module -> ROOT.resolve(module).resolve("target/classes")).toList();
        folders.forEach(Checkout::requireBuilt);
        return new ClassFileImporter().importPaths(folders);
    }

    static List<Path> javaSources(String part) {
        return MODULES.stream().flatMap(module -> files(ROOT.resolve(module).resolve("src").resolve(part), ".java"))
                .toList();
    }

    static List<Path> vueComponents() {
        return files(ROOT.resolve("client-spa/src"), ".vue").toList();
    }

    /// The path from the root of the checkout.
    static Path file(String name) {
        return ROOT.resolve(name);
    }

    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireBuilt(Path classes) {
        if (!Files.isDirectory(classes)) {
            throw new IllegalStateException(classes + " is missing (expected: the whole build, `./sluice test`)");
        }
    }
}
