package dev.sluice.api.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;

import dev.sluice.api.openapi.CommonProblem.Asked;

import static java.util.Objects.requireNonNull;

/// Gives an operation what the code does not say: examples, and each problem it may answer.
final class OperationManners {

    private static final String JSON = "application/json";

    private final Examples examples;

    OperationManners(Examples examples) {
        this.examples = examples;
    }

    void teach(String path, PathItem item) {
        item.readOperationsMap().forEach((method, operation) -> teach(new Asked(path, method, operation)));
    }

    private void teach(Asked asked) {
        Operation operation = asked.operation();
        String id = operation.getOperationId();
        Object request = examples.request(id);
        if (asked.hasBody() && request != null) {
            requireNonNull(operation.getRequestBody().getContent().get(JSON), id).setExample(request);
        }
        ApiResponses responses = operation.getResponses();
        responses.remove("default");
        responses.values().forEach(response -> show(id, response));
        for (CommonProblem problem : CommonProblem.values()) {
            if (problem.isOf(asked)) {
                responses.addApiResponse(Integer.toString(problem.status()), problem.reference());
            }
        }
        examples.of(id).ownProblems().forEach((status, problem) -> responses.addApiResponse(status,
                CommonProblem.response(Shown.problem(status, problem))));
    }

    private void show(String id, ApiResponse response) {
        if (response.getContent() != null) {
            response.getContent().forEach((type, content) -> {
                Object example = examples.response(id, type);
                if (example != null) {
                    content.setExample(example);
                }
            });
        }
    }
}
