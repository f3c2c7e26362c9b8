package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import jakarta.servlet.ServletException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** How the console's files are served; the files here are stand-ins from the test resources. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleFilesTest {

    private AnnotationConfigWebApplicationContext context;
    private MockMvc http;

    @EnableWebMvc
    static class Wiring {
        @Bean
        ConsoleConfiguration console() {
            return new ConsoleConfiguration("classpath:/dev/weir/gateway/admin/console/");
        }
    }

    @BeforeAll
    void start() {
        context = new AnnotationConfigWebApplicationContext();
        context.setServletContext(new MockServletContext());
        context.register(Wiring.class);
        context.refresh();
        http = MockMvcBuilders.webAppContextSetup(context).build();
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void bareConsole_redirectsIntoIt() throws Exception {
        assertThat(fetch("/console").getRedirectedUrl()).isEqualTo("/console/");
        assertThat(fetch("/console/").getForwardedUrl()).isEqualTo("/console/index.html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/index.html", "/console/decisions", "/console/policies/default/versions"})
    void screens_getTheStartPageUncached(String path) throws Exception {
        MockHttpServletResponse answer = fetch(path);

        assertThat(answer.getContentAsString()).contains("stand-in start page");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-cache");
        assertThat(answer.getHeader("Last-Modified")).isNull();
        assertThat(answer.getHeader("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void hashedAsset_cachedForGood() throws Exception {
        MockHttpServletResponse answer = fetch("/console/assets/stand-in.js");

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getHeader("Cache-Control")).contains("immutable").contains("max-age=31536000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/nothing.js",
                "/console/assets/nothing.js",
                "/console/../weir/console-csp.txt",
                "/console/%2e%2e/weir/console-csp.txt"
            })
    void missingOrOutside_notFound(String path) throws Exception {
        try {
            assertThat(fetch(path).getStatus()).isIn(400, 404);
        } catch (ServletException refused) {
            assertThat(refused).hasMessageContaining("No static resource");
        }
    }

    private MockHttpServletResponse fetch(String path) throws Exception {
        return http.perform(get(java.net.URI.create(path))).andReturn().getResponse();
    }
}
