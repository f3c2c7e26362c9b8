package dev.weir.gateway.capture;

import dev.weir.gateway.EmbeddedDatabase;
import java.util.List;

/** On a real PostgreSQL. */
class PostgresCapturedContentTest extends CapturedContentContract {

    @Override
    List<String> settings() {
        return EmbeddedDatabase.settings();
    }
}
