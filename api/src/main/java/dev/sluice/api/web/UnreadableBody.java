package dev.sluice.api.web;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import dev.sluice.api.web.BodyBound.BodyTooLargeException;
import dev.sluice.api.web.Problem.FieldProblem;

/// Says what is wrong with a body that is not the JSON we expect: the field, never its value.
final class UnreadableBody {

    private static final int PATH_LENGTH_MAX = 200;

    private UnreadableBody() {}

    static Problem problem(HttpMessageNotReadableException e) {
        if (caused(e, BodyTooLargeException.class) != null) {
            return BodyBound.tooLarge();
        }
        UnrecognizedPropertyException unknown = caused(e, UnrecognizedPropertyException.class);
        if (unknown != null) {
            return field(path(unknown), "unknown-field", "is not a field of this request");
        }
        DatabindException databind = caused(e, DatabindException.class);
        return databind != null && !databind.getPath().isEmpty()
                ? field(path(databind), "malformed", "has a value of the wrong form")
                : ProblemAdvice.malformed("The body is not the JSON that is expected here.");
    }

    private static Problem field(String field, String code, String message) {
        return Problem.of(400, code, "A field cannot be read.")
                .errors(List.of(new FieldProblem(field, code, message)));
    }

    private static String path(DatabindException e) {
        String path = e.getPath().stream().map(UnreadableBody::step).collect(Collectors.joining("."));
        return path.length() <= PATH_LENGTH_MAX ? path : path.substring(0, PATH_LENGTH_MAX);
    }

    private static String step(JacksonException.Reference reference) {
        String name = reference.getPropertyName();
        return name == null ? Integer.toString(reference.getIndex()) : name;
    }

    private static <T extends Throwable> @Nullable T caused(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
