package dev.weir.gateway.policy;

import dev.weir.gateway.settings.Directories;
import dev.weir.policy.PolicyVersion;
import dev.weir.policy.pseudonym.PseudonymKey;
import dev.weir.policy.pseudonym.Pseudonymiser;
import dev.weir.policy.rules.CompiledPolicy;
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
    CurrentPolicy currentPolicy(PolicyProperties properties, Directories directories) {
        PolicySet policy = new PolicyAtStart(properties.file(), directories.data()).load();
        PolicyVersion version = new PolicyVersion(policy.name(), FIRST_LOAD, policy.sha256());
        return new CurrentPolicy(Detectors.SHIPPED.join(new CompiledPolicy(policy, version)));
    }

    @Bean
    Pseudonymiser pseudonymiser(Directories directories) throws IOException {
        return new Pseudonymiser(PseudonymKey.loadOrCreate(directories.data().resolve("pseudonym.key")));
    }
}
