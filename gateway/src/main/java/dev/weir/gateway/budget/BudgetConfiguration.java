package dev.weir.gateway.budget;

import com.zaxxer.hikari.HikariDataSource;
import dev.weir.gateway.audit.AuditWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the budgets. Bean: {@link Budgets}. */
@Configuration(proxyBeanMethods = false)
class BudgetConfiguration {

    @Bean
    JdbcBudgets budgets(HikariDataSource database, PlatformTransactionManager transactions, AuditWriter writer) {
        return new JdbcBudgets(new JdbcTemplate(database), new TransactionTemplate(transactions), writer);
    }
}
