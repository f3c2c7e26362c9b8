package dev.weir.policy.condition;

/** What a condition can come to: CEL's own logic, in which a failure is absorbed by what settles the matter anyway. */
public enum Truth {
    FALSE,
    TRUE,
    /** It fails. */
    ERROR;

    static Truth of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    Truth not() {
        return switch (this) {
            case FALSE -> TRUE;
            case TRUE -> FALSE;
            case ERROR -> ERROR;
        };
    }

    Truth and(Truth other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == ERROR || other == ERROR ? ERROR : TRUE;
    }
}
