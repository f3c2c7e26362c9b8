package dev.weir.gateway.inference;

import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.SpendSoFar;
import dev.weir.gateway.difficulty.LearnedDifficulty;
import dev.weir.gateway.policy.CurrentPolicy;
import dev.weir.gateway.settings.Directories;
import dev.weir.policy.pseudonym.Pseudonymiser;
import dev.weir.router.selection.Router;
import dev.weir.router.signal.LanguageGuess;
import java.io.IOException;
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
    LearnedDifficulty learnedDifficulty(Directories directories, ModelDirectory models) throws IOException {
        return LearnedDifficulty.open(
                directories.data(), models.defaultLocal().target().id());
    }

    @Bean
    ChatGateway chatGateway(
            LearnedDifficulty difficulty,
            CurrentPolicy policy,
            Navigator navigator,
            DecisionLog log,
            SpendSoFar spend,
            ModelDirectory models,
            InstantSource clock) {
        Observer observer = new Observer(difficulty, new LanguageGuess(), models);
        return new ChatPipeline(
                observer, policy, navigator, log, spend, models, clock, PipelineConfiguration::decisionId);
    }

    @Bean
    Navigator navigator(ModelDirectory models, Pseudonymiser pseudonymiser, ModelsProperties properties) {
        return new Navigator(Router.DEFAULT, models, new Departure(pseudonymiser), properties);
    }

    private static String decisionId() {
        return "dec_" + UUID.randomUUID().toString().replace("-", "");
    }
}
