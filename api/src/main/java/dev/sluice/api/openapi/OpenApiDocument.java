package dev.sluice.api.openapi;

import java.util.List;

import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.api.web.Caller;
import dev.sluice.api.web.Problem;

/// What the code alone does not say: title, tags, how to sign in, that any route may answer a problem.
@Configuration(proxyBeanMethods = false)
class OpenApiDocument {

    private static final String BASE = "/api";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
        ModelResolver.enumsAsRef = true;
    }

    @Bean
    NullnessConverter nullness() {
        return new NullnessConverter();
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI().servers(List.of(new Server().url(BASE)))
                .info(new Info().title("Sluice API").version("0.1")
                        .description(
                                "What people, scripts, administrators and the browser application talk to. Any write "
                                        + "may answer 202 with the `Location` of its operation instead: it is in the log "
                                        + "and not decided yet, and safe to repeat.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .tags(List.of(tag("auth", "Signing up, in and out"),
                        tag("users", "The signed-in person and what they used"), tag("keys", "API keys"),
                        tag("public", "Readable without signing in"),
                        tag("administration", "For administrators: users, their keys and credit, plans, audit")))
                .components(new Components().addSecuritySchemes("bearer",
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT")))
                .security(List.of(new SecurityRequirement().addList("bearer")));
    }

    @Bean
    OpenApiCustomizer manners() {
        return document -> {
            document.setServers(List.of(new Server().url(BASE)));
            Paths paths = new Paths();
            OperationManners manners = new OperationManners(Examples.load());
            document.getPaths().forEach((path, item) -> {
                String shown = path.substring(BASE.length());
                manners.teach(shown, item);
                paths.addPathItem(shown, item);
            });
            document.setPaths(paths);
            CommonProblem.declare(document.getComponents());
            Schemas.add(document.getComponents(), Problem.class);
        };
    }

    private static Tag tag(String name, String description) {
        return new Tag().name(name).description(description);
    }
}
