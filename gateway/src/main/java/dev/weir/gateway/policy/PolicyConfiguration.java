package dev.weir.gateway.policy;

import dev.weir.gateway.audit.AuditTrail;
import dev.weir.gateway.audit.AuditWriter;
import dev.weir.gateway.detection.DetectionModel;
import dev.weir.gateway.settings.Directories;
import dev.weir.policy.yaml.PolicyLoader;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PolicyProperties.class)
class PolicyConfiguration {

    @Bean
    PolicyVersions policyVersions(
            PolicyVersionRows versions,
            PolicyActivationRows activations,
            PlatformTransactionManager transactions,
            AuditWriter writer,
            AuditTrail trail) {
        return new PolicyVersions(versions, activations, new TransactionTemplate(transactions), writer, trail);
    }

    @Bean
    Dictionaries dictionaries(PolicySource source) {
        Path folder = source.file().path().toAbsolutePath().getParent();
        return new Dictionaries(folder == null ? Path.of("/") : folder);
    }

    @Bean
    PolicyReader policyReader(
            ObjectProvider<ConfiguredNames> names, Dictionaries dictionaries, ObjectProvider<CaptureAbility> capture) {
        return new PolicyReader(
                PolicyLoader.standard(),
                () -> names.stream().findFirst().map(ConfiguredNames::now),
                dictionaries,
                () -> capture.stream().anyMatch(CaptureAbility::encrypts));
    }

    @Bean
    Detectors detectors(DetectionModel model, Dictionaries dictionaries) {
        return Detectors.completedBy(model::complete, dictionaries);
    }

    @Bean
    PolicySource policySource(PolicyProperties properties, Directories directories) {
        return PolicySource.of(properties, directories.data());
    }

    @Bean
    Policies policies(
            PolicyProperties properties,
            PolicySource source,
            PolicyReader reader,
            PolicyVersions versions,
            Detectors detectors,
            InstantSource clock) {
        Standing first = new PolicyAtStart(properties, source, reader, versions).begin(detectors, clock);
        return new Policies(source, reader, versions, detectors, clock, first);
    }

    @Bean
    CurrentPolicy currentPolicy(Policies policies) {
        return policies.current();
    }

    @Bean(initMethod = "start")
    FileWatch policyWatch(PolicySource source, Policies policies, PolicyProperties properties) {
        return new FileWatch(source.file(), policies::check, properties.pollInterval(), properties.settleTime());
    }

    @Bean(initMethod = "begin")
    ShadowPolicy shadowPolicy(
            ShadowSource source,
            PolicyReader reader,
            PolicyVersions versions,
            Detectors detectors,
            CurrentPolicy active,
            InstantSource clock) {
        return new ShadowPolicy(source, reader, versions, detectors, active, clock);
    }

    @Bean
    ShadowSource shadowSource(PolicyProperties properties) {
        return ShadowSource.of(properties);
    }

    @Bean(initMethod = "start")
    @ConditionalOnProperty("weir.policy.shadow-file")
    FileWatch shadowWatch(ShadowSource source, ShadowPolicy shadow, PolicyProperties properties) {
        return new FileWatch(
                source.file().orElseThrow(), shadow::check, properties.pollInterval(), properties.settleTime());
    }
}
