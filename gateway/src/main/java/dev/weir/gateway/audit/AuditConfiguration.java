package dev.weir.gateway.audit;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the decision log. Beans: {@link DecisionLog}, {@link DecisionSearch}, {@link ShadowLog}, {@link AuditHealth}. */
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
    DurabilityBarrier durabilityBarrier(HikariDataSource database) {
        return new DurabilityBarrier(AuditDatabase.sync(database));
    }

    @Bean
    AuditWriter auditWriter(AuditProperties properties, DurabilityBarrier barrier) {
        return new AuditWriter(WRITERS, properties.appendTimeout(), barrier);
    }

    @Bean
    JpaDecisionLog decisionLog(
            DecisionRows decisions, OutcomeRows outcomes, EntityManager entities, AuditWriter writer) {
        return new JpaDecisionLog(decisions, outcomes, new DecisionPages(entities), writer);
    }

    @Bean
    SpendLedger spendLedger(HikariDataSource database) {
        return new SpendLedger(new JdbcTemplate(database));
    }

    @Bean
    JdbcShadowLog shadowLog(HikariDataSource database, PlatformTransactionManager transactions, AuditWriter writer) {
        return new JdbcShadowLog(new JdbcTemplate(database), new TransactionTemplate(transactions), writer);
    }

    @Bean
    AuditHealth auditHealth(HikariDataSource database, AuditWriter writer) {
        return new AuditHealth(new JdbcTemplate(database), writer, InstantSource.system());
    }
}
