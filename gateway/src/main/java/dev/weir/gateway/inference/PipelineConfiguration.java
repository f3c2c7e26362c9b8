package dev.weir.gateway.inference;

import dev.weir.gateway.audit.DecisionLog;
import dev.weir.policy.PolicyEngine;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.outbound.OutboundCheck;
import dev.weir.policy.pseudonym.Pseudonymiser;
import dev.weir.router.selection.Router;
import dev.weir.router.signal.DifficultyHeuristic;
import dev.weir.router.signal.LanguageGuess;
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
            RequestInspector inspector,
            PolicyEngine policy,
            Navigator navigator,
            DecisionLog log,
            ModelDirectory models,
            InstantSource clock) {
        Observer observer = new Observer(inspector, new DifficultyHeuristic(), new LanguageGuess(), models);
        return new ChatPipeline(observer, policy, navigator, log, models, clock, PipelineConfiguration::decisionId);
    }

    @Bean
    Navigator navigator(
            ModelDirectory models, Pseudonymiser pseudonymiser, OutboundCheck check, ModelsProperties properties) {
        return new Navigator(Router.DEFAULT, models, new Departure(pseudonymiser, check), properties);
    }

    private static String decisionId() {
        return "dec_" + UUID.randomUUID().toString().replace("-", "");
    }
}
