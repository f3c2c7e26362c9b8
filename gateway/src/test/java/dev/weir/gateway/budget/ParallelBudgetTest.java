package dev.weir.gateway.budget;

import java.nio.file.Path;
import java.util.List;

/** A thousand at once, on the embedded database, in a file. */
class ParallelBudgetTest extends ParallelBudgetContract {

    @Override
    List<String> database(Path folder) {
        return List.of();
    }
}
