package dev.weir.policy.mutation;

import dev.weir.policy.condition.ConditionToken;
import dev.weir.policy.mutation.Mutation.Kind;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The mutations of one condition, each a change of one word, of one operand or of the whole. */
final class ConditionMutations {
    private static final Map<String, List<String>> COMPARISONS = Map.of(
            ">=", List.of(">"),
            ">", List.of(">="),
            "<=", List.of("<"),
            "<", List.of("<="),
            "==", List.of("!="),
            "!=", List.of("=="));
    private static final Set<String> OPENING = Set.of("(", "[", "{");
    private static final Set<String> CLOSING = Set.of(")", "]", "}");
    private static final int LEAST_SCALE = 2;

    private final String source;
    private final List<ConditionToken> tokens;
    private final Map<String, Mutation> found = new LinkedHashMap<>();

    private ConditionMutations(String source) {
        this.source = source;
        this.tokens = ConditionToken.of(source);
    }

    /** All mutations that differ in text, in the order of the condition. */
    static List<Mutation> of(String condition) {
        ConditionMutations mutations = new ConditionMutations(condition);
        for (int i = 0; i < mutations.tokens.size(); i++) {
            mutations.mutate(i);
        }
        mutations.add(Kind.NEGATED, "!(" + condition + ")", "a case where it matches, and one where it doesn't");
        mutations.add(Kind.DROPPED_RULE, "false", "a case where it alone decides");
        return List.copyOf(mutations.found.values());
    }

    private void mutate(int index) {
        ConditionToken token = tokens.get(index);
        if (token.kind() == ConditionToken.Kind.NUMBER) {
            mutateNumber(token);
        } else if (token.kind() == ConditionToken.Kind.OPERATOR) {
            COMPARISONS
                    .getOrDefault(token.text(), List.of())
                    .forEach(other -> replace(
                            Kind.COMPARISON, token, other, "a case exactly at the limit, or one for each side of it"));
            if (token.is("&&") || token.is("||")) {
                replace(
                        Kind.CONNECTIVE,
                        token,
                        token.is("&&") ? "||" : "&&",
                        "a case where one side holds and the other doesn't");
                dropOperands(index);
            }
        }
    }

    private void mutateNumber(ConditionToken token) {
        BigDecimal value;
        try {
            value = new BigDecimal(token.text());
        } catch (NumberFormatException _) {
            return; // hexadecimal or unsigned: rare, and the other mutations remain
        }
        boolean isWhole = token.text().chars().allMatch(Character::isDigit);
        BigDecimal step = isWhole ? BigDecimal.ONE : BigDecimal.ONE.movePointLeft(Math.max(LEAST_SCALE, value.scale()));
        String hint = "cases just below and at " + token.text();
        replace(Kind.THRESHOLD, token, value.add(step).toPlainString(), hint);
        if (value.compareTo(step) >= 0) {
            replace(Kind.THRESHOLD, token, value.subtract(step).toPlainString(), hint);
        }
    }

    private void dropOperands(int index) {
        boolean isAnd = tokens.get(index).is("&&");
        int from = edge(index, -1, isAnd);
        int to = edge(index, 1, isAnd);
        String hint = "a case that this part alone decides";
        int start = tokens.get(from).start();
        int end = tokens.get(to).end();
        ConditionToken connective = tokens.get(index);
        String left = source.substring(start, connective.start()).strip();
        String right = source.substring(connective.end(), end).strip();
        splice(Kind.DROPPED_OPERAND, start, end, left, hint);
        splice(Kind.DROPPED_OPERAND, start, end, right, hint);
    }

    /** The first or last word of the operand that starts beside a connective. */
    private int edge(int index, int step, boolean isAnd) {
        int depth = 0;
        int last = index;
        for (int i = index + step; i >= 0 && i < tokens.size(); i += step) {
            ConditionToken token = tokens.get(i);
            boolean opens = (step > 0 ? OPENING : CLOSING).contains(token.text());
            boolean closes = (step > 0 ? CLOSING : OPENING).contains(token.text());
            if (depth == 0 && (closes || endsOperand(token, isAnd))) {
                break;
            }
            depth += opens ? 1 : 0;
            depth -= closes ? 1 : 0;
            last = i;
        }
        return last;
    }

    private static boolean endsOperand(ConditionToken token, boolean isAnd) {
        return token.is("||") || (isAnd && token.is("&&")) || token.is("?") || token.is(":") || token.is(",");
    }

    private void replace(Kind kind, ConditionToken token, String other, String hint) {
        splice(kind, token.start(), token.end(), other, hint);
    }

    private void splice(Kind kind, int start, int end, String other, String hint) {
        add(kind, source.substring(0, start) + other + source.substring(end), hint);
    }

    private void add(Kind kind, String changed, String hint) {
        if (!ConditionToken.canonical(changed).equals(ConditionToken.canonical(source))) {
            found.putIfAbsent(ConditionToken.canonical(changed), new Mutation(kind, changed, hint));
        }
    }
}
