package dev.sluice.quickstart.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// How one platform is started.
///
/// @param home
///            the checkout whose built services are run
/// @param data
///            where data, logs and secrets lie
/// @param fresh
///            whether to begin with empty data
/// @param upstreams
///            real providers instead of the stub; a missing one is played
public record PlatformOptions(Path home, Path data, Ports ports, boolean fresh, Upstreams upstreams) {

    /// A provider's address and credential, each replacing the stub's.
    public record Upstreams(Optional<Upstream> anthropic, Optional<Upstream> openAi) {

        public static Upstreams stub() {
            return new Upstreams(Optional.empty(), Optional.empty());
        }

        /// Reads `SLUICE_ANTHROPIC_KEY`, `_URL`, `SLUICE_OPENAI_KEY`, `_URL`; a key without an address goes to
        /// the provider's own.
        public static Upstreams of(Map<String, String> environment) {
            return new Upstreams(upstream(environment, "SLUICE_ANTHROPIC", "https://api.anthropic.com"),
                    upstream(environment, "SLUICE_OPENAI", "https://api.openai.com"));
        }

        private static Optional<Upstream> upstream(Map<String, String> environment, String name, String own) {
            String url = environment.getOrDefault(name + "_URL", "");
            String key = environment.getOrDefault(name + "_KEY", "");
            if (url.isEmpty() && key.isEmpty()) {
                return Optional.empty();
            }
            if (key.isEmpty()) {
                throw new StartFailure(name + "_KEY is not set but " + name + "_URL is " + url
                        + ": set it too, or neither, to use the stub provider.");
            }
            return Optional.of(new Upstream(address(name + "_URL", url.isEmpty() ? own : url), key));
        }

        private static URI address(String name, String url) {
            if (!url.matches("https?://[^/\\s]+(/\\S*)?")) {
                throw new StartFailure(name + ": " + url + " (expected: http://host or https://host)");
            }
            return URI.create(url);
        }
    }

    /// One provider.
    public record Upstream(URI url, String key) {

        @Override
        public String toString() {
            return "Upstream[" + url + "]";
        }
    }
}
