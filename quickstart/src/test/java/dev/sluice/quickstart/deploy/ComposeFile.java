package dev.sluice.quickstart.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.json.SluiceJson;

/// `docker-compose.yml` and the configuration of the applications, as data.
record ComposeFile(JsonNode root) {

    static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    static final List<String> APPLICATIONS = List.of("usage-streams", "billing", "api", "relay");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(SLUICE_[A-Z_]+)");

    static ComposeFile read() throws IOException {
        return new ComposeFile(yaml(CHECKOUT.resolve("docker-compose.yml")));
    }

    JsonNode service(String name) {
        return root.path("services").path(name);
    }

    Map<String, String> environment(String service) {
        return SluiceJson.mapper().convertValue(service(service).path("environment"),
                new tools.jackson.core.type.TypeReference<Map<String, String>>() {
                });
    }

    String healthCommand(String service) {
        return service(service).path("healthcheck").path("test").toString();
    }

    /// The variables an application reads, from its own configuration file.
    static List<String> variablesOf(String application) throws IOException {
        Matcher matcher = VARIABLE.matcher(Files.readString(configuration(application)));
        return matcher.results().map(result -> result.group(1)).distinct().toList();
    }

    static JsonNode configurationOf(String application) throws IOException {
        return yaml(configuration(application));
    }

    private static Path configuration(String application) {
        return CHECKOUT.resolve(application).resolve("src/main/resources").resolve(application + ".yml");
    }

    private static JsonNode yaml(Path file) throws IOException {
        Object loaded = new Yaml().load(Files.readString(file));
        return SluiceJson.mapper().valueToTree(loaded);
    }
}
