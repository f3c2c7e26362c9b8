package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.HedgeProperties;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the cloud providers from {@code weir.cloud} or OpenAI's environment variables. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CloudProperties.class)
class CloudConfiguration {

    @Bean
    HedgeProperties hedging(CloudProperties properties) {
        return properties.hedge();
    }

    @Bean
    CloudProviders cloudProviders(CloudProperties properties, Environment environment) {
        return CloudProviders.open(
                properties, name -> Optional.ofNullable(environment.getProperty(name)), InstantSource.system());
    }
}
