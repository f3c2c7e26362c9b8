package dev.weir.gateway.security;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Joins the keys of the data directory with the declared ones. */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

    @Bean
    KeyStore keyStore(@Value("${weir.data-dir}") Path dataDirectory, Environment environment) {
        try {
            List<StoredKey> own = BootstrapKey.loadOrCreate(dataDirectory, new SecureRandom());
            return new HashedKeys(Stream.concat(own.stream(), DeclaredKeys.of(environment).stream())
                    .toList());
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            throw new KeysUnusableException(e);
        }
    }
}
