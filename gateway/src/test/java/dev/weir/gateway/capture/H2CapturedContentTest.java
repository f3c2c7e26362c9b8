package dev.weir.gateway.capture;

import java.util.List;

/** On the embedded database. */
class H2CapturedContentTest extends CapturedContentContract {

    @Override
    List<String> settings() {
        return List.of();
    }
}
