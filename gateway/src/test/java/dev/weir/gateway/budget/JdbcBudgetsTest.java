package dev.weir.gateway.budget;

import java.nio.file.Path;

/** On the embedded database, in a file. */
class JdbcBudgetsTest extends BudgetsContract {

    @Override
    String[] database(Path directory) {
        return new String[0];
    }
}
