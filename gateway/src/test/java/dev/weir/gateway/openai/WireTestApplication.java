package dev.weir.gateway.openai;

import dev.weir.gateway.health.ReadinessProbe;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The wire layer alone, over a real Tomcat, with a fake pipeline behind it. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@ComponentScan({
    "dev.weir.gateway.error",
    "dev.weir.gateway.health",
    "dev.weir.gateway.openai",
    "dev.weir.gateway.security"
})
class WireTestApplication {

    static final AtomicReference<Optional<String>> PROBLEM = new AtomicReference<>(Optional.empty());

    @Bean
    FakeChatGateway chatGateway() {
        return new FakeChatGateway();
    }

    @Bean
    ReadinessProbe probe() {
        return new ReadinessProbe() {
            @Override
            public String name() {
                return "local-model";
            }

            @Override
            public Optional<String> problem() {
                return PROBLEM.get();
            }
        };
    }
}
