package dev.weir.policy.condition;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A condition reduced to what can be reasoned about: logic over atoms, each of which asks about one subject. */
sealed interface Formula {

    /** Stands for a value that is missing, where reading it fails. */
    Object MISSING = new Object();

    /** A truth value that never changes. */
    record Constant(boolean value) implements Formula {}

    /** The opposite. */
    record Not(Formula operand) implements Formula {}

    /** Both. */
    record And(Formula left, Formula right) implements Formula {}

    /** Either or both. */
    record Or(Formula left, Formula right) implements Formula {}

    /** The one or the other, by the choice. */
    record Choice(Formula choice, Formula yes, Formula no) implements Formula {}

    /** A number compared with another. */
    record Compared(Subject subject, Comparison comparison, BigDecimal value, int offset) implements Formula {}

    /** A text that is one of these. */
    record OneOf(Subject subject, Set<String> values) implements Formula {}

    /** Something that can't be looked into; the same name always means the same. */
    record Opaque(Subject subject) implements Formula {}

    /** What an atom asks about. */
    record Subject(String name, Range range, boolean canFail) {}

    /** Which values a subject has. */
    enum Range {
        /** A number from 0 to 1. */
        FRACTION,
        /** A number from 0 on. */
        AMOUNT,
        /** A whole number from 0 on. */
        COUNT,
        TEXT,
        LEVEL,
        TRUTH;

        /** Whether a number is in the range; what isn't a number is not asked. */
        boolean contains(BigDecimal value) {
            return value.signum() >= 0
                    && (this != FRACTION || value.compareTo(BigDecimal.ONE) <= 0)
                    && (this != COUNT || value.stripTrailingZeros().scale() <= 0);
        }
    }

    /** How two numbers are compared. */
    enum Comparison {
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST,
        EQUAL;

        boolean holds(int sign) {
            return switch (this) {
                case LESS -> sign < 0;
                case AT_MOST -> sign <= 0;
                case MORE -> sign > 0;
                case AT_LEAST -> sign >= 0;
                case EQUAL -> sign == 0;
            };
        }

        /** The same comparison with its sides exchanged. */
        Comparison mirrored() {
            return switch (this) {
                case LESS -> MORE;
                case AT_MOST -> AT_LEAST;
                case MORE -> LESS;
                case AT_LEAST -> AT_MOST;
                case EQUAL -> EQUAL;
            };
        }
    }

    /** What it comes to where the subjects have these values. */
    default Truth under(Map<String, Object> values) {
        return switch (this) {
            case Constant constant -> Truth.of(constant.value());
            case Not not -> not.operand().under(values).not();
            case And and -> and.left().under(values).and(and.right().under(values));
            case Or or ->
                or.left()
                        .under(values)
                        .not()
                        .and(or.right().under(values).not())
                        .not();
            case Choice choice ->
                switch (choice.choice().under(values)) {
                    case TRUE -> choice.yes().under(values);
                    case FALSE -> choice.no().under(values);
                    case ERROR -> Truth.ERROR;
                };
            case Compared compared ->
                values.get(compared.subject().name()) instanceof BigDecimal number
                        ? Truth.of(compared.comparison().holds(number.compareTo(compared.value())))
                        : Truth.ERROR;
            case OneOf oneOf ->
                values.get(oneOf.subject().name()) instanceof String text
                        ? Truth.of(oneOf.values().contains(text))
                        : Truth.ERROR;
            case Opaque opaque ->
                values.get(opaque.subject().name()) instanceof Boolean truth ? Truth.of(truth) : Truth.ERROR;
        };
    }

    /** Every atom in it. */
    default Stream<Formula> atoms() {
        return switch (this) {
            case Constant _ -> Stream.empty();
            case Not not -> not.operand().atoms();
            case And and -> Stream.concat(and.left().atoms(), and.right().atoms());
            case Or or -> Stream.concat(or.left().atoms(), or.right().atoms());
            case Choice choice ->
                Stream.of(choice.choice(), choice.yes(), choice.no()).flatMap(Formula::atoms);
            case Compared _, OneOf _, Opaque _ -> Stream.of(this);
        };
    }

    /** What the atoms ask about, by name. */
    default Map<String, Subject> subjects() {
        Map<String, Subject> subjects = new TreeMap<>();
        atoms().forEach(atom -> {
            switch (atom) {
                case Compared compared -> subjects.put(compared.subject().name(), compared.subject());
                case OneOf oneOf -> subjects.put(oneOf.subject().name(), oneOf.subject());
                case Opaque opaque -> subjects.put(opaque.subject().name(), opaque.subject());
                case Constant _, Not _, And _, Or _, Choice _ -> {}
            }
        });
        return subjects;
    }
}
