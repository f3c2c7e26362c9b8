package dev.weir.gateway.budget;

import dev.weir.gateway.EmbeddedDatabase;
import java.nio.file.Path;

/** On PostgreSQL. */
class PostgresBudgetsTest extends BudgetsContract {

    private final String[] settings = EmbeddedDatabase.settings().toArray(String[]::new);

    @Override
    String[] database(Path directory) {
        return settings.clone();
    }
}
