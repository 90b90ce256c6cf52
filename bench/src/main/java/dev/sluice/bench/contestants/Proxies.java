package dev.sluice.bench.contestants;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.sluice.bench.measuring.Child;
import dev.sluice.bench.platform.Checkout;
import dev.sluice.contracts.testing.FreePort;

import static java.nio.charset.StandardCharsets.UTF_8;

/// nginx and HAProxy: *plain* forwards and nothing else; *governed* checks a key, keeps a request limit per
/// key and writes an access log.
public final class Proxies {

    private final Checkout checkout;
    private final int provider;
    private final List<String> keys;

    /// @param provider
    ///            port of the provider
    public Proxies(Checkout checkout, int provider, List<String> keys) {
        this.checkout = checkout;
        this.provider = provider;
        this.keys = List.copyOf(keys);
    }

    public Contestant nginx(boolean governed) throws InterruptedException {
        String name = governed ? "nginx-governed" : "nginx-plain";
        Path folder = checkout.folder(name);
        int port = FreePort.next();
        Path config = write(folder, name + ".conf", port);
        write(folder.resolve("keys.map"), lines("\"%s\" user%d;"));
        return new Contestant(name, port, Child.start(name,
                List.of("nginx", "-p", folder.toString(), "-c", config.toString(), "-g", "daemon off;"), Map.of(),
                folder).awaitPort(port));
    }

    public Contestant haproxy(boolean governed) throws InterruptedException {
        String name = governed ? "haproxy-governed" : "haproxy-plain";
        Path folder = checkout.folder(name);
        int port = FreePort.next();
        Path config = write(folder, name + ".cfg", port);
        write(folder.resolve("keys.map"), lines("%s user%d"));
        return new Contestant(name, port, Child.start(name, List.of("haproxy", "-db", "-f", config.toString()),
                Map.of(), folder).awaitPort(port));
    }

    private String lines(String format) {
        return IntStream.range(0, keys.size()).mapToObj(i -> format.formatted(keys.get(i), i))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private Path write(Path folder, String file, int port) {
        return write(folder.resolve(file), template(file).replace("@port@", Integer.toString(port))
                .replace("@provider@", Integer.toString(provider)).replace("@folder@", folder.toString()));
    }

    private static String template(String file) {
        try (InputStream in = Proxies.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
