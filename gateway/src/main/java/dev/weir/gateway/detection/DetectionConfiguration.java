package dev.weir.gateway.detection;

import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DetectionProperties.class)
class DetectionConfiguration {

    /** Takes the model whose loading began ahead of the context, or loads it. */
    @Bean
    DetectionModel detectionModel(DetectionProperties properties, Optional<DetectionModelAhead.Loading> ahead)
            throws Exception {
        return ahead.isPresent() ? ahead.get().model().await() : DetectionModel.open(properties);
    }
}
