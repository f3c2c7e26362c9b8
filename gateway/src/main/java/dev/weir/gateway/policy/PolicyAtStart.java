package dev.weir.gateway.policy;

import dev.weir.policy.rules.PolicySet;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and loads the policy that decides from the start. */
final class PolicyAtStart {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyAtStart.class);
    private static final String DEFAULT_POLICY = "/dev/weir/policy/default.yaml";

    private final Optional<Path> named;
    private final Path dataDirectory;

    PolicyAtStart(Optional<Path> named, Path dataDirectory) {
        this.named = named;
        this.dataDirectory = dataDirectory;
    }

    /**
     * Loads the policy.
     *
     * @throws PolicyRefusedException with every problem, if it is not valid or asks for what can't be enforced
     */
    PolicySet load() {
        PolicyLoader loader = PolicyLoader.standard();
        Path usual = dataDirectory.resolve("policy.yaml");
        Optional<Path> file = named.or(() -> Files.exists(usual) ? Optional.of(usual) : Optional.empty());
        return switch (file.map(loader::load).orElseGet(() -> loader.load("default.yaml", shipped()))) {
            case PolicyLoading.Rejected rejected -> throw new PolicyRefusedException(rejected.report());
            case PolicyLoading.Loaded loaded -> {
                loaded.warnings().forEach(warning -> LOG.warn("{}", warning));
                yield enforceable(loaded.policy());
            }
        };
    }

    /** A policy that asks for what this version can't do is refused: it would promise what nobody keeps. */
    private static PolicySet enforceable(PolicySet policy) {
        if (!policy.budgets().isEmpty()) {
            throw new PolicyRefusedException("policy `" + policy.name()
                    + "` has `budgets`, which this version does not enforce yet; take them out");
        }
        if (!policy.detection().dictionaries().isEmpty()) {
            throw new PolicyRefusedException("policy `" + policy.name()
                    + "` has `detection.dictionaries`, which this version does not search for yet; take them out");
        }
        return policy;
    }

    private static byte[] shipped() {
        try (InputStream stream = PolicySet.class.getResourceAsStream(DEFAULT_POLICY)) {
            if (stream == null) {
                throw new IllegalStateException("the jar holds no default policy");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
