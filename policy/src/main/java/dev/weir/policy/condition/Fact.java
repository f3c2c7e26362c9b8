package dev.weir.policy.condition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A fact that a condition may name. */
enum Fact {
    FINDINGS("findings", OpaqueType.create("findings")),
    SENSITIVITY("sensitivity", SimpleType.STRING),
    CALLER_TEAM("caller.team", SimpleType.STRING),
    CALLER_KEY("caller.key", SimpleType.STRING),
    LABELS("labels", MapType.create(SimpleType.STRING, SimpleType.STRING)),
    REQUEST_MODEL("request.model", SimpleType.STRING),
    REQUEST_ENDPOINT("request.endpoint", SimpleType.STRING),
    REQUEST_STREAM("request.stream", SimpleType.BOOL),
    REQUEST_TOOLS("request.tools", SimpleType.BOOL),
    REQUEST_STRUCTURED_OUTPUT("request.structured_output", SimpleType.BOOL),
    REQUEST_TURNS("request.turns", SimpleType.INT),
    REQUEST_ROLES("request.roles", ListType.create(SimpleType.STRING)),
    DIFFICULTY("difficulty", SimpleType.DOUBLE),
    INJECTION("injection", SimpleType.DOUBLE),
    LANGUAGE("language", SimpleType.STRING),
    TOKENS("tokens", SimpleType.INT),
    TIME("time", SimpleType.TIMESTAMP),
    DETECTOR_DEGRADED("detector_degraded", SimpleType.BOOL),
    SPEND_KEY_HOUR("spend.key.hour", SimpleType.DOUBLE),
    SPEND_KEY_DAY("spend.key.day", SimpleType.DOUBLE),
    SPEND_KEY_MONTH("spend.key.month", SimpleType.DOUBLE),
    SPEND_TEAM_HOUR("spend.team.hour", SimpleType.DOUBLE),
    SPEND_TEAM_DAY("spend.team.day", SimpleType.DOUBLE),
    SPEND_TEAM_MONTH("spend.team.month", SimpleType.DOUBLE),
    SPEND_GATEWAY_HOUR("spend.gateway.hour", SimpleType.DOUBLE),
    SPEND_GATEWAY_DAY("spend.gateway.day", SimpleType.DOUBLE),
    SPEND_GATEWAY_MONTH("spend.gateway.month", SimpleType.DOUBLE),
    TARGET_ID("target.id", SimpleType.STRING),
    TARGET_PROVIDER("target.provider", SimpleType.STRING),
    TARGET_REGION("target.region", SimpleType.STRING);

    private static final Map<String, Fact> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Fact::written, fact -> fact));

    private final String written;
    private final CelType type;

    Fact(String written, CelType type) {
        this.written = written;
        this.type = type;
    }

    /** The name as conditions write it. */
    String written() {
        return written;
    }

    /** Whether it speaks of one cloud target, so that a condition on it is evaluated once for each. */
    boolean ofTarget() {
        return this == TARGET_ID || this == TARGET_PROVIDER || this == TARGET_REGION;
    }

    /** Whether it speaks of what cloud calls have cost. */
    boolean ofSpend() {
        return written.startsWith("spend.");
    }

    CelType type() {
        return type;
    }

    static Optional<Fact> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
