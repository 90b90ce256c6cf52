package dev.sluice.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What every operation of the OpenAPI document has: a name, a sentence, a tag, an answer, a bound for whatever
/// comes in.
class OpenApiRulesIT {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern REFERENCE = Pattern.compile("\"\\$ref\":\"#/components/schemas/([^\"]+)\"");
    private static final List<String> BOUNDS = List.of("maxLength", "enum", "pattern", "format", "const");

    private final JsonNode document = RunningApi.shared().client().get("/api/client/openapi").expect(200).json();
    private final List<String> findings = new ArrayList<>();

    @Test
    void everyOperationIsNamedExplainedAndAnswered() {
        Set<String> names = new HashSet<>();
        Set<String> tags = new HashSet<>();
        document.path("tags").forEach(tag -> tags.add(tag.path("name").asString()));

        operations((path, operation) -> {
            String id = operation.path("operationId").asString("");
            find(id.matches("[a-z][A-Za-z]+") && names.add(id), path, "has no operationId of its own");
            find(operation.path("summary").asString("").endsWith("."), path, "has no summary that is a sentence");
            find(operation.path("tags").size() == 1 && tags.contains(operation.path("tags").path(0).asString()), path,
                    "has not one tag that is declared");
            find(operation.path("responses").propertyStream().anyMatch(answer -> answer.getKey().startsWith("2")),
                    path, "has no answer");
            find(operation.path("responses").propertyStream().noneMatch(answer -> answer.getKey().equals("default")),
                    path, "says of any status what goes wrong");
        });

        assertThat(names).hasSizeGreaterThan(20);
        assertThat(findings).isEmpty();
    }

    @Test
    void everyParameterIsDeclaredAndBounded() {
        operations((path, operation) -> {
            Set<String> declared = new HashSet<>();
            operation.path("parameters").forEach(parameter -> {
                String name = parameter.path("name").asString();
                declared.add("{" + name + "}");
                bounded(path + " " + name, parameter.path("schema"), new HashSet<>());
            });
            Matcher template = Pattern.compile("\\{[^}]+}").matcher(path);
            while (template.find()) {
                find(declared.contains(template.group()), path, "does not declare " + template.group());
            }
        });

        assertThat(findings).isEmpty();
    }

    @Test
    void everyFieldThatComesInIsBounded() {
        operations((path, operation) -> operation.path("requestBody").path("content").forEach(
                content -> bounded(path, content.path("schema"), new HashSet<>())));

        assertThat(findings).isEmpty();
    }

    @Test
    void everyReferenceLeadsToASchemaAndEverySchemaIsUsed() {
        Set<String> used = new HashSet<>();
        Matcher references = REFERENCE.matcher(document.toString());
        while (references.find()) {
            used.add(references.group(1));
        }
        Set<String> known = new HashSet<>();
        document.path("components").path("schemas").propertyStream().forEach(each -> known.add(each.getKey()));

        assertThat(used).isEqualTo(known);
    }

    /// A text has a length or a form, a list a length; numbers are bounded by their type.
    private void bounded(String where, JsonNode schema, Set<String> seen) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asString().replaceFirst(".*/", "");
            if (seen.add(name)) {
                bounded(where, document.path("components").path("schemas").path(name), seen);
            }
            return;
        }
        if (schema.path("type").asString("").equals("string")) {
            find(BOUNDS.stream().anyMatch(schema::has), where, "is a text without a bound");
        }
        if (schema.path("type").asString("").equals("array")) {
            find(schema.has("maxItems"), where, "is a list without a bound");
            bounded(where + "[]", schema.path("items"), seen);
        }
        schema.path("properties").propertyStream()
                .forEach(each -> bounded(where + "." + each.getKey(), each.getValue(), seen));
    }

    private interface Rule {
        void check(String path, JsonNode operation);
    }

    private void operations(Rule rule) {
        document.path("paths").propertyStream().forEach(path -> path.getValue().propertyStream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation -> rule.check(operation.getKey() + " " + path.getKey(), operation.getValue())));
    }

    private void find(boolean holds, String where, String finding) {
        if (!holds) {
            findings.add(where + " " + finding);
        }
    }
}
