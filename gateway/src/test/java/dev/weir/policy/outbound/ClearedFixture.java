package dev.weir.policy.outbound;

import java.nio.charset.StandardCharsets;

/** Clears a body for tests of what comes after the outbound check. */
public final class ClearedFixture {

    private ClearedFixture() {}

    public static Cleared of(String json) {
        return new Cleared(json.getBytes(StandardCharsets.UTF_8));
    }
}
