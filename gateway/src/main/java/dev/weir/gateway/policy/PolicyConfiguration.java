package dev.weir.gateway.policy;

import dev.weir.gateway.audit.AuditWriter;
import dev.weir.gateway.detection.DetectionModel;
import dev.weir.gateway.settings.Directories;
import dev.weir.policy.pseudonym.PseudonymKey;
import dev.weir.policy.pseudonym.Pseudonymiser;
import dev.weir.policy.yaml.PolicyLoader;
import java.io.IOException;
import java.time.InstantSource;
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
            AuditWriter writer) {
        return new PolicyVersions(versions, activations, new TransactionTemplate(transactions), writer);
    }

    @Bean
    PolicyReader policyReader() {
        PolicyLoader loader = PolicyLoader.standard();
        return new PolicyReader(() -> loader);
    }

    @Bean
    Detectors detectors(DetectionModel model) {
        return Detectors.completedBy(model::complete);
    }

    @Bean
    PolicyFile policyFile(PolicyProperties properties, Directories directories) {
        return new PolicyFile(
                properties.file().orElseGet(() -> directories.data().resolve("policy.yaml")));
    }

    @Bean
    Policies policies(
            PolicyProperties properties,
            PolicyFile file,
            PolicyReader reader,
            PolicyVersions versions,
            Detectors detectors,
            InstantSource clock) {
        Standing first = new PolicyAtStart(properties, file, reader, versions).begin(detectors, clock);
        return new Policies(file, reader, versions, detectors, clock, first);
    }

    @Bean
    CurrentPolicy currentPolicy(Policies policies) {
        return policies.current();
    }

    @Bean(initMethod = "start")
    FileWatch policyWatch(PolicyFile file, Policies policies, PolicyProperties properties) {
        return new FileWatch(file, policies::check, properties.pollInterval(), properties.settleTime());
    }

    @Bean
    Pseudonymiser pseudonymiser(Directories directories) throws IOException {
        return new Pseudonymiser(PseudonymKey.loadOrCreate(directories.data().resolve("pseudonym.key")));
    }
}
