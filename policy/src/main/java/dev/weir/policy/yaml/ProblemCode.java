package dev.weir.policy.yaml;

import java.util.Locale;

/** What can be wrong with a policy file. Codes are stable: a number is never given to another problem. */
public enum ProblemCode {
    UNREADABLE(1),
    TOO_LARGE(2),
    NOT_UTF8(3),
    SYNTAX(4),
    TAB(5),
    ALIAS(6),
    TAG(7),
    SEVERAL_DOCUMENTS(8),
    TOO_DEEP(9),
    EMPTY(10),
    TOO_MANY(11),
    HIDDEN_CHARACTER(12),

    UNKNOWN_KEY(20),
    MISSING_KEY(21),
    DUPLICATE_KEY(22),
    WRONG_TYPE(23),
    BOOLEAN_FOR_TEXT(24),
    UNKNOWN_WORD(25),
    INVALID_VALUE(26),

    DUPLICATE_RULE(40),
    UNKNOWN_EFFECT(41),
    CONTRADICTORY_EFFECT(42),
    UNKNOWN_ENTITY(43),
    UNKNOWN_PACK(44),
    UNKNOWN_LEVEL(45),
    UNKNOWN_RULE(46),
    DUPLICATE_NAME(47),
    TARGET_EFFECT(48),
    UNKNOWN_TARGET(49),
    UNKNOWN_TEAM(50),
    UNKNOWN_LABEL(51),
    UNUSABLE_DICTIONARY(52),
    NO_MASTER_KEY(53),

    CONDITION_SYNTAX(60),
    CONDITION_TYPE(61),
    CONDITION_UNKNOWN_FACT(62),
    CONDITION_UNKNOWN_FUNCTION(63),
    CONDITION_ALWAYS_FAILS(64),
    IMPOSSIBLE(65),
    OUT_OF_RANGE(66),
    CONDITION_PATTERN(67),

    NEVER_HOLDS(80),
    CHANGES_NOTHING(81),
    NOTHING_LEAVES(83),
    BLIND(84),
    SHADOWED(85),
    ALWAYS_HOLDS(86),
    OVERLAPPING_WISHES(87),
    WISH_GAP(88),
    NO_TARGET(89),
    UNKNOWN_REGION(90),
    MORE_WARNINGS(91);

    private final int number;

    ProblemCode(int number) {
        this.number = number;
    }

    /** {@code WEIR-POL-020} for instance. */
    public String code() {
        return String.format(Locale.ROOT, "WEIR-POL-%03d", number);
    }

    /** Whether a policy with this problem still loads. */
    public boolean isWarning() {
        return number >= NEVER_HOLDS.number;
    }
}
