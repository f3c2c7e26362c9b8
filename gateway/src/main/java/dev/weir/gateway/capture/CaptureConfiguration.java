package dev.weir.gateway.capture;

import com.zaxxer.hikari.HikariDataSource;
import dev.weir.gateway.audit.AuditProperties;
import dev.weir.gateway.audit.AuditTrail;
import dev.weir.gateway.audit.AuditWriter;
import dev.weir.gateway.audit.Fingerprints;
import dev.weir.gateway.audit.LogArchive;
import dev.weir.gateway.policy.CaptureAbility;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires captured content. Beans: {@link ContentStore}, {@link ContentReveal}, {@link ContentErasure}. */
@Configuration(proxyBeanMethods = false)
public class CaptureConfiguration {

    @Bean
    DataKeys dataKeys(AuditProperties properties, Environment environment) {
        Optional<MasterKey> master = MasterKey.of(
                properties.capture().masterKeyFile().map(Path::of),
                Optional.ofNullable(environment.getProperty(MasterKey.VARIABLE)));
        return DataKeys.open(properties.directory(), master, new SecureRandom());
    }

    @Bean
    CaptureAbility captureAbility(DataKeys keys) {
        return keys::canSeal;
    }

    @Bean
    CapturedContents capturedContents(HikariDataSource database, PlatformTransactionManager transactions) {
        return new CapturedContents(new JdbcTemplate(database), new TransactionTemplate(transactions));
    }

    /** Made after all that its work needs, and so ended before any of it is closed. */
    @Bean
    ContentThread contentThread(CapturedContents contents, DataKeys keys, AuditTrail trail, AuditWriter writer) {
        return new ContentThread();
    }

    @Bean
    ContentSeal contentSeal(CapturedContents contents, DataKeys keys) {
        return new ContentSeal(contents, keys, new SecureRandom());
    }

    @Bean
    ContentKeeper contentKeeper(
            AuditProperties properties,
            CapturedContents contents,
            ContentSeal seal,
            ContentThread thread,
            AuditTrail trail,
            Fingerprints fingerprints,
            ObjectProvider<MeterRegistry> meters) {
        return new ContentKeeper(
                contents,
                seal,
                thread,
                trail,
                fingerprints,
                properties.capture().waiting(),
                InstantSource.system(),
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    ContentReveal contentReveal(
            CapturedContents contents, ContentSeal seal, ContentThread thread, AuditTrail trail, LogArchive archive) {
        return new ContentReveal(contents, seal, thread, trail, archive);
    }

    @Bean
    ContentCheck contentCheck(CapturedContents contents, LogArchive archive) {
        return new ContentCheck(contents, archive);
    }

    @Bean(initMethod = "start")
    ContentErasure contentErasure(
            AuditProperties properties,
            CapturedContents contents,
            DataKeys keys,
            ContentThread thread,
            ContentStore store,
            AuditTrail trail,
            AuditWriter writer) {
        return new ContentErasure(
                contents,
                keys,
                thread,
                store,
                trail,
                writer,
                properties.capture().keep(),
                InstantSource.system());
    }
}
