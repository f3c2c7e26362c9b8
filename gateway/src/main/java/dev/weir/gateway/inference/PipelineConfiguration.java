package dev.weir.gateway.inference;

import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.ShadowLog;
import dev.weir.gateway.audit.SpendSoFar;
import dev.weir.gateway.budget.Budgets;
import dev.weir.gateway.capture.ContentStore;
import dev.weir.gateway.difficulty.LearnedDifficulty;
import dev.weir.gateway.policy.ConfiguredNames;
import dev.weir.gateway.policy.CurrentPolicy;
import dev.weir.gateway.policy.ShadowPolicy;
import dev.weir.gateway.security.KeyHolders;
import dev.weir.gateway.settings.Directories;
import dev.weir.policy.condition.KnownNames;
import dev.weir.policy.injection.Injection;
import dev.weir.policy.pseudonym.Pseudonymiser;
import dev.weir.router.signal.LanguageGuess;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ModelsProperties.class, CacheProperties.class})
class PipelineConfiguration {

    @Bean
    ModelDirectory modelDirectory(
            List<LocalBackend> locals, CloudCatalogue clouds, ModelsProperties properties, InstantSource clock) {
        return new ModelDirectory(locals, clouds.all(), properties, clock.instant());
    }

    @Bean
    ConfiguredNames configuredNames(CloudCatalogue clouds, KeyHolders keys) {
        return () -> new KnownNames(
                keys.teams(), clouds.all().stream().map(CloudProvider::facts).toList(), keys.labelNames());
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
            ShadowTrial shadow,
            SpendSoFar spend,
            Budgets budgets,
            AnswerCache cache,
            ContentStore content,
            ModelDirectory models,
            ObjectProvider<HedgeProperties> hedge,
            MeterRegistry meters,
            InstantSource clock) {
        ContentCapture capture = new ContentCapture(content);
        return new ChatPipeline(
                new Observer(difficulty, new LanguageGuess(), models, Injection.bundled()),
                policy,
                navigator,
                new LocalTrial(difficulty, navigator),
                log,
                shadow,
                spend,
                new DecisionRecorder(log, navigator, new CostControl(budgets, models), cache, capture),
                new Hedging(hedge.getIfAvailable(() -> HedgeProperties.OFF), models, meters),
                cache,
                capture,
                models,
                clock,
                PipelineConfiguration::decisionId);
    }

    @Bean
    Navigator navigator(
            ModelDirectory models, Pseudonymiser pseudonymiser, ModelsProperties properties, MeterRegistry meters) {
        return new Navigator(models, new Departure(pseudonymiser), properties, meters);
    }

    @Bean
    ShadowTrial shadowTrial(
            ShadowPolicy shadow, Navigator navigator, ShadowLog log, SpendSoFar spend, InstantSource clock) {
        return new ShadowTrial(shadow::current, navigator, log, spend, clock);
    }

    @Bean
    AnswerCache answerCache(CacheProperties properties) {
        return AnswerCache.open(properties);
    }

    private static String decisionId() {
        return "dec_" + UUID.randomUUID().toString().replace("-", "");
    }
}
