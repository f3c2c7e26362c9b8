package dev.weir.gateway.audit;

import java.nio.file.Path;
import java.util.List;

class H2DecisionLogTest extends DecisionLogContract {

    @Override
    List<String> database() {
        return List.of();
    }

    @Override
    List<String> elsewhere(Path directory) {
        return List.of("weir.audit.url=jdbc:h2:file:" + directory.resolve("another") + ";WRITE_DELAY=0");
    }
}
