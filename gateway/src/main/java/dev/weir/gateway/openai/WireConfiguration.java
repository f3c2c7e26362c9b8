package dev.weir.gateway.openai;

import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the wire API needs of its settings and of Tomcat. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WireLimits.class, StreamSettings.class})
class WireConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> wireOverTomcat() {
        return factory -> {
            factory.addEngineValves(new ConnectionValve());
            // model ids may hold a slash, which clients send as %2F
            factory.addConnectorCustomizers(
                    connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
        };
    }
}
