package dev.sluice.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;

import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

/// Every operation of the OpenAPI document, asked by those who may not: generated, so that a new route cannot be
/// forgotten.
class IsolationIT {

    private static final String BASE = "/api";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    /// What a route with a path parameter needs to get as far as asking whose it is.
    private static final Map<String, Map<String, Object>> BODIES = Map.of("updateKey",
            Map.of("name", "taken over", "permissions", List.of("codex")));

    private final ApiClient client = PlayedPlatform.api().client();

    private record Route(String method, String path, JsonNode operation) {

        boolean isPublic() {
            return operation.path("security").isArray() && operation.path("security").isEmpty();
        }

        boolean hasParameter() {
            return path.contains("{");
        }

        String id() {
            return operation.path("operationId").asString();
        }
    }

    @Test
    void withoutATokenNothingIsAnsweredThatIsNotPublic() {
        List<Route> closed = routes().filter(route -> !route.isPublic()).toList();

        try (SecurityReport report = new SecurityReport("isolation-nobody", "Operations that are not public",
                "operation", "without a token", "with a forged one")) {
            assertThat(closed).hasSizeGreaterThan(15).allSatisfy(route -> {
                String path = route.path().replaceAll("\\{[^}]*}", "x");
                int without = ask(route, path).status();
                int forged = ask(route, path, bearer("x.y.z")).status();
                report.row(route.id(), without, forged);
                assertThat(List.of(without, forged)).as(route.id()).containsOnly(401);
            });
        }
    }

    @Test
    void nobodyButAdministratorsAdministrates() {
        Person person = client.signUp();
        List<Route> routes = routes().filter(route -> route.path().startsWith("/admin/")).toList();

        try (SecurityReport report = new SecurityReport("isolation-administration", "Operations of administrators",
                "operation", "with a user's token")) {
            assertThat(routes).hasSizeGreaterThan(10).allSatisfy(route -> {
                String path = route.path().replace("{id}", person.userId()).replaceAll("\\{[^}]*}", "x");
                int status = ask(route, path, bearer(person)).status();
                report.row(route.id(), status);
                assertThat(status).as(route.id()).isEqualTo(403);
            });
        }
    }

    @Test
    void whatIsSomebodyElsesLooksLikeWhatDoesNotExist() {
        Person owner = client.signUp();
        Person other = client.signUp();
        String keyId = client.createKey(owner, "mine").expect(201).text("id");
        String session = client.get("/api/client/users/export", bearer(owner)).expect(200).json().path("sessions")
                .path(0).path("id").asString();
        Map<String, String> owned = Map.of("/client/keys/{id}", keyId, "/client/users/sessions/{id}", session,
                "/client/users/usage/requests/{req}", "req_00007003-0000-0000-0000-000000000001",
                "/client/operations/{id}", "0".repeat(64), "/admin/users/{id}", owner.userId());
        List<Route> routes = routes().filter(route -> !route.isPublic() && route.hasParameter()).toList();

        try (SecurityReport report = new SecurityReport("isolation-strangers", "What is somebody else's", "operation",
                "with another user's token")) {
            assertThat(routes).hasSizeGreaterThan(4).allSatisfy(route -> {
                String start = route.path().replaceFirst("}.*", "}");
                assertThat(owned).as("whose %s is, say it here", start).containsKey(start);
                String path = owned.get(start) + route.path().substring(start.length()).replace("{keyId}", keyId)
                        .replace("{grantId}", PlayedBilling.GRANT);
                String mine = start.replaceFirst("\\{.*", "") + path;
                Answer answer = ask(route, mine, bearer(other));
                // An operation nobody knows is pending for ever: that of another user is no different.
                boolean pending = route.id().equals("getOperation") && answer.text("status").equals("pending");
                report.row(route.id(), answer.status() + (pending ? ", pending" : ""));
                assertThat(pending || Set.of(403, 404).contains(answer.status())).as(route.id()).isTrue();
            });
        }
        Answer key = client.get("/api/client/keys/" + keyId, bearer(owner)).expect(200);
        assertThat(key.text("name")).isEqualTo("mine");
        assertThat(key.text("status")).isEqualTo("active");
    }

    private Stream<Route> routes() {
        JsonNode paths = client.get("/api/client/openapi").expect(200).json().path("paths");
        return paths.propertyStream().flatMap(path -> path.getValue().propertyStream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .map(operation -> new Route(operation.getKey(), path.getKey(), operation.getValue())));
    }

    private Answer ask(Route route, String path, String... headers) {
        Map<String, Object> body = BODIES.getOrDefault(route.id(), Map.of());
        return switch (route.method()) {
            case "get" -> client.get(BASE + path, headers);
            case "put" -> client.put(BASE + path, body, headers);
            case "post" -> client.post(BASE + path, body, headers);
            case "delete" -> client.delete(BASE + path, body, headers);
            default -> throw new IllegalStateException(route.method() + " (expected: get, put, post, delete)");
        };
    }
}
