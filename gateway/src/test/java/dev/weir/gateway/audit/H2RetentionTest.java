package dev.weir.gateway.audit;

import java.util.List;

class H2RetentionTest extends RetentionContract {

    @Override
    List<String> database() {
        return List.of();
    }
}
