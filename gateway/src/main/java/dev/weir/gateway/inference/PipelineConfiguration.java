package dev.weir.gateway.inference;

import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.SpendSoFar;
import dev.weir.gateway.policy.CurrentPolicy;
import dev.weir.policy.pseudonym.Pseudonymiser;
import dev.weir.router.selection.Router;
import dev.weir.router.signal.DifficultyHeuristic;
import dev.weir.router.signal.LanguageGuess;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ModelsProperties.class)
class PipelineConfiguration {

    @Bean
    ModelDirectory modelDirectory(
            List<LocalBackend> locals, CloudCatalogue clouds, ModelsProperties properties, InstantSource clock) {
        return new ModelDirectory(locals, clouds.all(), properties, clock.instant());
    }

    @Bean
    ChatGateway chatGateway(
            CurrentPolicy policy,
            Navigator navigator,
            DecisionLog log,
            SpendSoFar spend,
            ModelDirectory models,
            InstantSource clock) {
        Observer observer = new Observer(new DifficultyHeuristic(), new LanguageGuess(), models);
        return new ChatPipeline(
                observer, policy, navigator, log, spend, models, clock, PipelineConfiguration::decisionId);
    }

    @Bean
    Navigator navigator(
            ModelDirectory models, Pseudonymiser pseudonymiser, ModelsProperties properties, MeterRegistry meters) {
        return new Navigator(Router.DEFAULT, models, new Departure(pseudonymiser), properties, meters);
    }

    private static String decisionId() {
        return "dec_" + UUID.randomUUID().toString().replace("-", "");
    }
}
