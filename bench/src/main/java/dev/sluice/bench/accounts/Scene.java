package dev.sluice.bench.accounts;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.bench.platform.Backend;
import dev.sluice.bench.platform.Checkout;

/// What all parts share: the services behind `api`, and the mailbox.
record Scene(Checkout checkout, Backend backend, Mailroom mailroom) {

    Service api(Service.Setup setup) throws InterruptedException {
        return Service.api(checkout, backend, mailroom.port(), setup);
    }

    Service relay(String... heap) throws InterruptedException {
        return Service.relay(checkout, backend, heap);
    }

    /// Bootstrap servers.
    String kafka() {
        return backend.environment("api").getOrDefault("SLUICE_KAFKA", "");
    }

    /// What services of the installation show each other.
    String internalCredential() throws IOException {
        return Files.readString(checkout.folder("secrets").resolve("internal-credential")).strip();
    }

    /// The public routes, from the loopback address.
    PublicApi open(Service api) {
        return new PublicApi(api.port(), InetAddress.getLoopbackAddress(), mailroom);
    }

    /// The same from another address of this machine: people may register only so often from one.
    PublicApi openElsewhere(Service api) {
        return new PublicApi(api.port(), InetAddress.ofLiteral("127.0.0.2"), mailroom);
    }

    /// Access tokens of new people with some keys each.
    List<String> signedUp(Service api, String name, int people, int keys) throws IOException, InterruptedException {
        List<String> tokens = new ArrayList<>();
        try (PublicApi here = open(api)) {
            for (int i = 0; i < people; i++) {
                String token = here.signUp(name + "-" + i + "@example.org").token();
                for (int key = 0; key < keys; key++) {
                    here.createKey(token, "key " + key);
                }
                tokens.add(token);
            }
        }
        return tokens;
    }
}
