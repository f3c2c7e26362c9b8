package dev.weir.gateway.policy;

import dev.weir.gateway.settings.Directories;
import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.outbound.OutboundCheck;
import dev.weir.policy.pseudonym.PseudonymKey;
import dev.weir.policy.pseudonym.Pseudonymiser;
import dev.weir.policy.rules.ActivePolicy;
import dev.weir.policy.rules.DetectionSettings;
import dev.weir.policy.rules.PolicySet;
import java.io.IOException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PolicyProperties.class)
class PolicyConfiguration {

    private static final int FIRST_LOAD = 1;

    @Bean
    PolicySet policySet(PolicyProperties properties, Directories directories) {
        return new PolicyAtStart(properties.file(), directories.data()).load();
    }

    @Bean
    ActivePolicy activePolicy(PolicySet policy) {
        return new ActivePolicy(policy, FIRST_LOAD);
    }

    @Bean
    RecogniserRegistry recognisers(PolicySet policy) {
        DetectionSettings detection = policy.detection();
        return RecogniserRegistry.ofPacks(detection.packs()).withThresholds(detection.thresholds());
    }

    @Bean
    RequestInspector requestInspector(RecogniserRegistry recognisers) {
        return new RequestInspector(recognisers);
    }

    @Bean
    OutboundCheck outboundCheck(RequestInspector inspector) {
        return new OutboundCheck(inspector);
    }

    @Bean
    Pseudonymiser pseudonymiser(Directories directories) throws IOException {
        return new Pseudonymiser(PseudonymKey.loadOrCreate(directories.data().resolve("pseudonym.key")));
    }
}
