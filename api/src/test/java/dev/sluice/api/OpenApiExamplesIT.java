package dev.sluice.api;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.api.ServedDocument.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/// Every operation shows what is asked and answered, and what it shows is true of its schema.
class OpenApiExamplesIT {

    private final ServedDocument document = new ServedDocument(RunningApi.shared().client());
    private final List<String> findings = new ArrayList<>();

    @Test
    void everyRequestIsShown() {
        document.operations().filter(Operation::hasBody).forEach(operation -> shown(operation + " request",
                operation.node().path("requestBody").path("content").path(ServedDocument.JSON)));

        assertThat(findings).isEmpty();
    }

    @Test
    void everyAnswerIsShown() {
        document.operations().forEach(operation -> operation.node().path("responses").propertyStream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .forEach(answer -> answer.getValue().path("content").propertyStream()
                        .forEach(content -> shown(operation + " " + answer.getKey(), content.getValue()))));

        assertThat(findings).isEmpty();
    }

    @Test
    void whatGoesWrongIsShownWithItsStatus() {
        document.operations().forEach(operation -> operation.node().path("responses").propertyStream()
                .filter(answer -> answer.getKey().compareTo("4") > 0).forEach(answer -> {
                    JsonNode problem = document.response(operation, answer.getKey()).path("content")
                            .path(ServedDocument.PROBLEM);
                    shown(operation + " " + answer.getKey(), problem);
                    if (!problem.path("example").path("status").asString().equals(answer.getKey())) {
                        findings.add(operation + " " + answer.getKey() + " shows another status");
                    }
                }));

        assertThat(findings).isEmpty();
    }

    private void shown(String where, JsonNode content) {
        JsonNode example = content.path("example");
        if (example.isMissingNode()) {
            findings.add(where + " has no example");
        } else {
            document.misfits(content.path("schema"), example).forEach(misfit -> findings.add(where + ": " + misfit));
        }
    }
}
