package dev.weir.gateway.detection;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DetectionProperties.class)
class DetectionConfiguration {

    @Bean
    DetectionModel detectionModel(DetectionProperties properties) {
        return DetectionModel.open(properties);
    }
}
