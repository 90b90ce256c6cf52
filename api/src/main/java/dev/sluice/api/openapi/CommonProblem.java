package dev.sluice.api.openapi;

import java.util.List;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;

import dev.sluice.api.web.Problem;
import dev.sluice.api.web.Problem.FieldProblem;

/// A problem that many operations answer, and which do.
enum CommonProblem {

    MALFORMED("Malformed", Problem.of(400, "malformed", "The body is not the JSON that is expected here.")) {
        @Override
        boolean isOf(Asked asked) {
            return asked.hasBody() || asked.hasParameters();
        }
    },
    UNAUTHORIZED("Unauthorized", Problem.of(401, "unauthorized", "Sign in first.")) {
        @Override
        boolean isOf(Asked asked) {
            return !asked.isPublic();
        }
    },
    FORBIDDEN("Forbidden", Problem.of(403, "forbidden", "You may not do this.")) {
        @Override
        boolean isOf(Asked asked) {
            return asked.path().startsWith("/admin/");
        }
    },
    NOT_FOUND("NotFound", Problem.of(404, "not-found", "There is nothing here.")) {
        @Override
        boolean isOf(Asked asked) {
            return asked.path().contains("{");
        }
    },
    KEY_REUSED("IdempotencyKeyReused", Problem.of(409, "idempotency-key-reused",
            "The Idempotency-Key was used for another request.")) {
        @Override
        boolean isOf(Asked asked) {
            return asked.hasParameter("Idempotency-Key");
        }
    },
    VERSION_DIFFERS("VersionDiffers", Problem.of(412, "version-differs",
            "Somebody changed this meanwhile; read it again.")) {
        @Override
        boolean isOf(Asked asked) {
            return asked.hasParameter("If-Match");
        }
    },
    TOO_LARGE("BodyTooLarge", Problem.of(413, "body-too-large", "The body is larger than 65536 bytes.")) {
        @Override
        boolean isOf(Asked asked) {
            return asked.hasBody();
        }
    },
    MEDIA_TYPE("UnsupportedMediaType", Problem.of(415, "unsupported-media-type", "Unsupported Media Type")) {
        @Override
        boolean isOf(Asked asked) {
            return asked.hasBody();
        }
    },
    INVALID("Invalid", Problem.of(422, "invalid", "Fields cannot be accepted.")
            .errors(List.of(new FieldProblem("name", "not-blank", "must not be blank")))) {
        @Override
        boolean isOf(Asked asked) {
            return asked.hasBody() || asked.hasParameters();
        }
    },
    TOO_MANY("TooManyAttempts", Problem.of(429, "too-many-attempts", "Too many attempts; wait a little.")) {
        @Override
        boolean isOf(Asked asked) {
            return asked.path().startsWith("/client/auth/") || asked.provesThePassword();
        }
    },
    AWAY("Away", Problem.of(503, "log-away",
            "The log cannot be written now; nothing was changed or it will be safe to repeat.")) {
        @Override
        boolean isOf(Asked asked) {
            return !asked.isPublic() || asked.method() == HttpMethod.POST;
        }
    };

    private static final String REFERENCE = "#/components/responses/";

    private final String component;
    private final Problem example;

    CommonProblem(String component, Problem example) {
        this.component = component;
        this.example = example;
    }

    /// One operation of the document.
    record Asked(String path, HttpMethod method, Operation operation) {

        boolean isPublic() {
            return operation.getSecurity() != null && operation.getSecurity().isEmpty();
        }

        boolean hasBody() {
            return operation.getRequestBody() != null;
        }

        boolean hasParameters() {
            return operation.getParameters() != null && !operation.getParameters().isEmpty();
        }

        boolean hasParameter(String name) {
            return hasParameters() && operation.getParameters().stream().anyMatch(each -> each.getName().equals(name));
        }

        boolean provesThePassword() {
            return path.startsWith("/client/users/") && hasBody() && method != HttpMethod.PUT;
        }
    }

    abstract boolean isOf(Asked asked);

    int status() {
        return example.status();
    }

    ApiResponse reference() {
        return new ApiResponse().$ref(REFERENCE + component);
    }

    static void declare(Components components) {
        for (CommonProblem each : values()) {
            components.addResponses(each.component, response(each.example));
        }
    }

    static ApiResponse response(Problem example) {
        MediaType problem = new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"));
        problem.setExample(Shown.of(example));
        return new ApiResponse().description(example.title())
                .content(new Content().addMediaType("application/problem+json", problem));
    }
}
