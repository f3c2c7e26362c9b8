package dev.weir.gateway.settings;

import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

    @Bean
    Directories directories(@Value("${weir.data-dir}") Path data, @Value("${weir.models-dir}") Path models) {
        return new Directories(data.toAbsolutePath(), models.toAbsolutePath());
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    static KnownSettings knownSettings(ConfigurableEnvironment environment) {
        return new KnownSettings(environment);
    }
}
