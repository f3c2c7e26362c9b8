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
            factory.setProtocol(WatchfulProtocol.class.getName());
            factory.addEngineValves(new ConnectionValve());
            factory.addConnectorCustomizers(connector -> {
                // model ids may hold a slash, which clients send as %2F
                connector.setEncodedSolidusHandling(EncodedSolidusHandling.DECODE.getValue());
                // a request that is refused by its head alone is not asked for its body
                connector.setProperty("continueResponseTiming", "onRead");
            });
        };
    }
}
