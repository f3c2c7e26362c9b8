package dev.weir.gateway.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** Serves the console's files under {@code /console/}, and its start page for every link into it. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {

    private static final String FILES = "classpath:/META-INF/resources/console/";

    /** Written beside the console and tested there in a browser, so that page and policy can't drift apart. */
    private static final ClassPathResource CONTENT_SECURITY_POLICY =
            new ClassPathResource("META-INF/weir/console-csp.txt");

    private final String files;

    ConsoleConfiguration() {
        this(FILES);
    }

    /** Serves from {@code files}, a resource location that ends in a slash. */
    ConsoleConfiguration(String files) {
        this.files = files;
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/console", "/console/");
        registry.addViewController("/console/").setViewName("forward:/console/index.html");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/console/assets/**")
                .addResourceLocations(files + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        registry.addResourceHandler("/console/**")
                .addResourceLocations(files)
                .setCacheControl(CacheControl.noCache())
                // Files of a reproducible build all carry one date: a browser would keep an old release's start page.
                .setUseLastModified(false)
                .resourceChain(false)
                .addResolver(new StartPageResolver());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new ConsoleHeaders(contentSecurityPolicy())).addPathPatterns("/console", "/console/**");
    }

    private static String contentSecurityPolicy() {
        try {
            return CONTENT_SECURITY_POLICY
                    .getContentAsString(StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException missing) {
            throw new IllegalStateException("the console's content security policy is missing from its jar", missing);
        }
    }

    /** Answers paths without a dot in their last part, which are screens and no files, with the start page. */
    private static final class StartPageResolver extends PathResourceResolver {
        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            String last = path.substring(path.lastIndexOf('/') + 1);
            return super.getResource(last.contains(".") ? path : "index.html", location);
        }
    }
}
