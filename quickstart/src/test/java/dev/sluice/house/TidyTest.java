package dev.sluice.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Sizes and leftovers, parsed with the JDK's own compiler: no dependency, about a second.
class TidyTest {

    private static final int FILE_LINES_MAX = 300;
    private static final int METHOD_LINES_MAX = 40;
    private static final int COMPONENT_LINES_MAX = 200;
    private static final List<String> LEFTOVERS = List.of("@Dis" + "abled", "TO" + "DO", "FIX" + "ME",
            "Thread.sl" + "eep(", "org.mock" + "ito");
    private static final Pattern DRAWERS = Pattern.compile(".*/(util|utils|common|helper|helpers|misc|dto|impl)/.*");

    private final List<String> offences = new ArrayList<>();

    @Test
    void everyJavaFileAndMethodIsSmall() throws IOException {
        List<Path> sources = Stream.concat(Checkout.javaSources("main").stream(), Checkout.javaSources("test").stream())
                .toList();
        sources.forEach(source -> checkLength(source, FILE_LINES_MAX));
        checkMethods(sources);

        assertThat(offences).isEmpty();
    }

    @Test
    void everyComponentIsSmall() {
        Checkout.vueComponents().forEach(component -> checkLength(component, COMPONENT_LINES_MAX));

        assertThat(offences).isEmpty();
    }

    @Test
    void nothingWasLeftForLater() {
        Stream.concat(Checkout.javaSources("main").stream(), Checkout.javaSources("test").stream()).forEach(source -> {
            String text = String.join("\n", Checkout.lines(source));
            LEFTOVERS.stream().filter(text::contains).forEach(
                    word -> offences.add(Checkout.name(source) + ": " + word));
        });

        assertThat(offences).isEmpty();
    }

    @Test
    void noPackageIsADrawer() {
        Checkout.javaSources("main").stream().map(Checkout::name).filter(DRAWERS.asMatchPredicate())
                .forEach(offences::add);

        assertThat(offences).isEmpty();
    }

    @Test
    void everyPackageIsIntroduced() {
        Checkout.javaSources("main").stream().map(Path::getParent).distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .forEach(folder -> offences.add(Checkout.name(folder) + ": no package-info.java"));

        assertThat(offences).isEmpty();
    }

    private void checkLength(Path file, int max) {
        int lines = Checkout.lines(file).size();
        if (lines > max) {
            offences.add(Checkout.name(file) + ": " + lines + " lines (expected: <= " + max + ")");
        }
    }

    private void checkMethods(List<Path> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(null, files, null, null, null,
                    files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                checkMethods(unit, Trees.instance(task));
            }
        }
    }

    private void checkMethods(CompilationUnitTree unit, Trees trees) {
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void unused) {
                var positions = trees.getSourcePositions();
                long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
                long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
                if (last - first + 1 > METHOD_LINES_MAX) {
                    offences.add("%s:%d: %s has %d lines (expected: <= %d)".formatted(unit.getSourceFile().getName(),
                            first, method.getName(), last - first + 1, METHOD_LINES_MAX));
                }
                return super.visitMethod(method, unused);
            }
        }.scan(unit, null);
    }
}
