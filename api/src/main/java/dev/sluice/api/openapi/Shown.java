package dev.sluice.api.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.api.web.Problem;

/// A problem as it is answered.
final class Shown {

    private Shown() {}

    static Map<String, Object> of(Problem problem) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("type", problem.type());
        shown.put("title", problem.title());
        shown.put("status", problem.status());
        shown.put("code", problem.code());
        shown.put("errors", problem.errors().stream().map(Shown::field).toList());
        shown.put("requestId", "019ab0d1-7f00-7a10-9b20-1c2d3e4f5a6b");
        return shown;
    }

    private static Map<String, Object> field(Problem.FieldProblem error) {
        return Map.of("field", error.field(), "code", error.code(), "message", error.message());
    }

    static Problem problem(String status, List<String> codeAndTitle) {
        return Problem.of(Integer.parseInt(status), codeAndTitle.getFirst(), codeAndTitle.getLast());
    }
}
