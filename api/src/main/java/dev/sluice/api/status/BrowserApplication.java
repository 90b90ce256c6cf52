package dev.sluice.api.status;

import java.io.IOException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/// Serves the browser application from its jar. Paths without a dot are routes of the application and get its
/// page; assets have their hash in the name and are cached for ever, everything else is asked for again.
@Configuration(proxyBeanMethods = false)
class BrowserApplication implements WebMvcConfigurer {

    private static final String FILES = "classpath:/META-INF/resources/";
    private static final String PAGE = "META-INF/resources/index.html";
    private static final Duration FOR_EVER = Duration.ofDays(365);

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**").addResourceLocations(FILES + "assets/")
                .setCacheControl(CacheControl.maxAge(FOR_EVER).cachePublic().immutable());
        registry.addResourceHandler("/**").addResourceLocations(FILES)
                .setCacheControl(CacheControl.noCache()).resourceChain(true).addResolver(new Routes());
    }

    private static final class Routes extends PathResourceResolver {
        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            Resource file = path.isEmpty() ? null : super.getResource(path, location);
            boolean route = file == null && !path.contains(".") && !path.startsWith("api/")
                    && !path.startsWith("actuator");
            Resource page = new ClassPathResource(PAGE);
            return route && page.exists() ? page : file;
        }
    }
}
