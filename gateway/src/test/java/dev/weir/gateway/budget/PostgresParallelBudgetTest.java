package dev.weir.gateway.budget;

import dev.weir.gateway.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.List;

/** On PostgreSQL; with {@code -Dweir.test.budget-requests=1000} as many as on H2. */
class PostgresParallelBudgetTest extends ParallelBudgetContract {

    private final List<String> settings = EmbeddedDatabase.settings();

    @Override
    List<String> database(Path folder) {
        return settings;
    }

    @Override
    int requests() {
        return Integer.getInteger("weir.test.budget-requests", 300);
    }
}
