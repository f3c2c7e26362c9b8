package dev.weir.gateway.pseudonym;

import dev.weir.gateway.settings.Directories;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.pseudonym.PseudonymKey;
import dev.weir.policy.pseudonym.Pseudonymiser;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PseudonymProperties.class)
class PseudonymConfiguration {

    private static final String KEY_FILE = "pseudonym.key";

    @Bean
    PseudonymKey pseudonymKey(PseudonymProperties properties, Directories directories) {
        Path file = properties
                .keyFile()
                .map(Path::of)
                .orElseGet(() -> directories.data().resolve(KEY_FILE));
        try {
            return PseudonymKey.loadOrCreate(file);
        } catch (IOException unreadable) {
            throw new PseudonymKeyException("The key of pseudonyms can't be had: " + reason(unreadable), unreadable);
        }
    }

    @Bean
    Pseudonymiser pseudonymiser(PseudonymKey key, PseudonymProperties properties) {
        return new Pseudonymiser(key, properties.surrogates(), RequestInspector.standard());
    }

    /** Some exceptions of files have only the file as their message. */
    private static String reason(IOException exception) {
        String message = String.valueOf(exception.getMessage());
        return exception.getClass() == IOException.class
                ? message
                : message + " (" + exception.getClass().getSimpleName() + ")";
    }
}
