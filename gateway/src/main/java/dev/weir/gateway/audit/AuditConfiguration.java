package dev.weir.gateway.audit;

import com.zaxxer.hikari.HikariDataSource;
import dev.weir.auditlog.journal.Disk;
import dev.weir.gateway.audit.shipping.DestinationSettings;
import dev.weir.gateway.audit.shipping.InvalidShippingException;
import dev.weir.gateway.audit.shipping.Shipping;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.persistence.EntityManager;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Wires the decision log. Beans: {@link DecisionLog}, {@link DecisionSearch}, {@link AuditTrail}, {@link ShadowLog},
 * {@link AuditHealth}, {@link Shipping}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
@PropertySource("classpath:weir-audit.properties")
class AuditConfiguration {

    private static final int WRITERS = 3;

    @Bean
    HikariDataSource auditDatabase(AuditProperties properties) {
        return AuditDatabase.open(properties);
    }

    @Bean
    LogRecord logRecord(AuditProperties properties, ObjectProvider<Disk> disk) {
        return LogRecord.open(
                properties.directory(),
                properties.appendTimeout(),
                properties.segmentSize(),
                disk.getIfAvailable(() -> Disk.REAL));
    }

    @Bean
    LogKey logKey(AuditProperties properties, LogRecord record, ObjectProvider<Disk> disk) {
        return LogKey.in(
                properties.directory(),
                record.head().size() == 0,
                new SecureRandom(),
                disk.getIfAvailable(() -> Disk.REAL));
    }

    @Bean
    Fingerprints fingerprints(LogKey key) {
        return key::fingerprint;
    }

    @Bean
    CheckpointKeeper checkpointKeeper(AuditProperties properties, LogRecord record, LogKey key) {
        return CheckpointKeeper.start(properties.directory(), record, key, properties);
    }

    /** The entity manager's factory comes with the tables: Flyway has made them before. */
    @Bean
    IndexKeeper indexKeeper(
            AuditProperties properties,
            LogRecord record,
            HikariDataSource database,
            PlatformTransactionManager transactions) {
        return IndexKeeper.start(
                record, new JdbcTemplate(database), new TransactionTemplate(transactions), properties.appendTimeout());
    }

    @Bean
    DurabilityBarrier durabilityBarrier(HikariDataSource database) {
        return new DurabilityBarrier(AuditDatabase.sync(database));
    }

    @Bean
    AuditWriter auditWriter(AuditProperties properties, DurabilityBarrier barrier) {
        return new AuditWriter(WRITERS, properties.appendTimeout(), barrier);
    }

    /** Made after the checkpoints were compared with the log: nothing is added to a log that isn't what was signed. */
    @Bean
    JournaledDecisionLog decisionLog(
            LogRecord record,
            LogKey key,
            CheckpointKeeper checkpoints,
            IndexKeeper index,
            DecisionRows decisions,
            OutcomeRows outcomes,
            EntityManager entities,
            ObjectProvider<MeterRegistry> meters) {
        return new JournaledDecisionLog(
                record,
                new EntryBodies(key),
                index,
                new IndexedDecisions(decisions, outcomes, new DecisionPages(entities)),
                InstantSource.system(),
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    /** Made after the checkpoints were compared with the log, so that nothing else is shipped. */
    @Bean
    Shipping shipping(
            AuditProperties properties,
            LogRecord record,
            CheckpointKeeper checkpoints,
            Environment environment,
            ObjectProvider<MeterRegistry> meters) {
        try {
            Shipping shipping = Shipping.start(
                    properties.directory(),
                    record.journal(),
                    new DestinationSettings(
                            properties.syslog(),
                            properties.webhook(),
                            properties.otlp(),
                            properties.shipping(),
                            name -> Optional.ofNullable(environment.getProperty(name))));
            meters.ifAvailable(shipping::measure);
            return shipping;
        } catch (InvalidShippingException unusable) {
            throw new AuditStartException(
                    "The decision log can't be shipped. " + unusable.getMessage(), unusable.action(), unusable);
        }
    }

    @Bean
    LogArchive logArchive(
            LogRecord record,
            LogKey key,
            CheckpointKeeper checkpoints,
            IndexKeeper index,
            HikariDataSource database,
            AuditTrail trail,
            LogGate gate) {
        return new LogArchive(
                record, key, checkpoints, index, new JdbcTemplate(database), trail, gate, InstantSource.system());
    }

    @Bean
    LogGate logGate() {
        return new LogGate();
    }

    @Bean
    LegalHolds legalHolds(
            LogRecord record,
            LogKey key,
            IndexKeeper index,
            HikariDataSource database,
            AuditTrail trail,
            LogGate gate) {
        JdbcTemplate template = new JdbcTemplate(database);
        return new LegalHolds(record, index, template, new LogNotes(template, key), trail, gate.holds());
    }

    @Bean
    KeyRotation keyRotation(
            LogKey key, CheckpointKeeper checkpoints, HikariDataSource database, AuditTrail trail, LogGate gate) {
        return new KeyRotation(checkpoints, new LogNotes(new JdbcTemplate(database), key), trail, gate);
    }

    @Bean
    Pruner pruner(
            AuditProperties properties,
            LogRecord record,
            CheckpointKeeper checkpoints,
            LegalHolds holds,
            HikariDataSource database,
            PlatformTransactionManager transactions,
            IndexKeeper index,
            Shipping shipping,
            LogGate gate,
            ObjectProvider<InstantSource> clock) {
        JdbcTemplate template = new JdbcTemplate(database);
        return new Pruner(
                record,
                checkpoints,
                RetentionRules.of(properties.retention(), properties.capture().keep()),
                holds,
                new PrunedRows(template, new TransactionTemplate(transactions)),
                template,
                List.of(
                        new LogFollower("the index", index::indexed),
                        new LogFollower("a receiver", shipping::shippedUpTo)),
                gate,
                clock.getIfAvailable(InstantSource::system));
    }

    @Bean
    Retention retention(Pruner pruner) {
        return Retention.start(pruner);
    }

    @Bean
    SpendLedger spendLedger(HikariDataSource database, IndexKeeper index) {
        return new SpendLedger(new JdbcTemplate(database), index::catchUp);
    }

    @Bean
    JdbcShadowLog shadowLog(HikariDataSource database, PlatformTransactionManager transactions, AuditWriter writer) {
        return new JdbcShadowLog(new JdbcTemplate(database), new TransactionTemplate(transactions), writer);
    }

    @Bean
    AuditHealth auditHealth(AuditProperties properties, LogRecord record, ObjectProvider<Disk> disk) {
        return new AuditHealth(properties.directory(), disk.getIfAvailable(() -> Disk.REAL), InstantSource.system());
    }
}
