package dev.sluice.api;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI document as it is served, and whether a value fits what it says. An object may have the members
/// that are documented and no others.
final class ServedDocument {

    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode json;
    private final ObjectNode strict;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    ServedDocument(ApiClient client) {
        this.json = client.get("/api/client/openapi").expect(200).json();
        this.strict = (ObjectNode) json.deepCopy();
        close(strict.path("components").path("schemas"));
    }

    record Operation(String method, String path, JsonNode node) {

        String id() {
            return node.path("operationId").asString();
        }

        boolean isPublic() {
            return node.path("security").isArray() && node.path("security").isEmpty();
        }

        boolean isAdministration() {
            return path.startsWith("/admin/");
        }

        /// Missing where there is none.
        JsonNode bodySchema() {
            return node.path("requestBody").path("content").path(JSON).path("schema");
        }

        boolean hasBody() {
            return !bodySchema().isMissingNode();
        }

        @Override
        public String toString() {
            return id();
        }
    }

    Stream<Operation> operations() {
        return json.path("paths").propertyStream().flatMap(path -> path.getValue().propertyStream()
                .filter(each -> METHODS.contains(each.getKey()))
                .map(each -> new Operation(each.getKey(), path.getKey(), each.getValue())));
    }

    /// What is documented for a status; missing if nothing is.
    JsonNode response(Operation operation, String status) {
        return resolved(operation.node().path("responses").path(status));
    }

    /// What a reference stands for, or the node itself.
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(json.at(node.path("$ref").asString().substring(1))) : node;
    }

    /// What of the value does not fit.
    List<Error> misfits(JsonNode schema, JsonNode value) {
        ObjectNode whole = (ObjectNode) schema.deepCopy();
        whole.set("components", strict.path("components"));
        return schemas.getSchema(whole).validate(value, context -> context
                .executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ServedDocument::close);
    }
}
