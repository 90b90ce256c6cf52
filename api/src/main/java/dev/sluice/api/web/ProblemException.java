package dev.sluice.api.web;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.api.web.Problem.FieldProblem;

/// Ends a request with a problem. Thrown by controllers only; everything below answers with values.
public final class ProblemException extends RuntimeException {

    private final Problem problem;
    private final @Nullable Duration retryAfter;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    private ProblemException(Problem problem, @Nullable Duration retryAfter) {
        super(problem.code());
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    public static ProblemException of(int status, String code, String title) {
        return new ProblemException(Problem.of(status, code, title));
    }

    /// The answer for what does not exist and for what is somebody else's: they look the same.
    public static ProblemException notFound() {
        return of(404, "not-found", "There is nothing here.");
    }

    /// A link from a letter that does not work, whatever the reason.
    public static ProblemException tokenInvalid() {
        return of(422, "token-invalid", "This link was used already or is too old.");
    }

    /// One field is wrong although the request is well formed.
    public static ProblemException field(String field, String code, String message) {
        return new ProblemException(Problem.of(422, "invalid", "A field cannot be accepted.")
                .errors(List.of(new FieldProblem(field, code, message))));
    }

    public static ProblemException tooMany(Duration retryAfter) {
        return new ProblemException(Problem.of(429, "too-many-attempts", "Too many attempts; wait a little."),
                retryAfter);
    }

    public static ProblemException away(String code, String title) {
        return new ProblemException(Problem.of(503, code, title), Duration.ofSeconds(2));
    }

    Problem problem() {
        return problem;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
