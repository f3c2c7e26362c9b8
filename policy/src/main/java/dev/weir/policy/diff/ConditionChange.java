package dev.weir.policy.diff;

import dev.weir.policy.condition.ConditionToken;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Whether a condition matches more or fewer requests than before, where that shows from its words: one limit moved in a
 * condition that is built of comparisons with {@code &&} and {@code ||} alone, or one operand added or taken away at the
 * end. Anything else is not known.
 */
enum ConditionChange {
    MATCHES_MORE,
    MATCHES_FEWER,
    NOT_KNOWN;

    /** Operators under which more truth below means no less truth above. */
    private static final Set<String> MONOTONE = Set.of("&&", "||", "(", ")", ".", ",", ">=", ">", "<=", "<");

    static ConditionChange of(String before, String after) {
        List<ConditionToken> old = ConditionToken.of(before);
        List<ConditionToken> now = ConditionToken.of(after);
        Optional<ConditionChange> limit = movedLimit(old, now);
        if (limit.isPresent()) {
            return limit.get();
        }
        return longer(old, now, false).or(() -> longer(now, old, true)).orElse(NOT_KNOWN);
    }

    /** Whether a failing part can be outweighed by another that holds. */
    static boolean canAbsorbFailure(String condition) {
        return ConditionToken.of(condition).stream()
                .anyMatch(token -> token.is("||")
                        || token.is("?")
                        || Set.of("exists", "exists_one", "all", "filter").contains(token.text()));
    }

    private static Optional<ConditionChange> movedLimit(List<ConditionToken> old, List<ConditionToken> now) {
        if (old.size() != now.size() || !isMonotone(old) || !isMonotone(now)) {
            return Optional.empty();
        }
        int[] different = IntStream.range(0, old.size())
                .filter(i -> !old.get(i).text().equals(now.get(i).text()))
                .toArray();
        if (different.length != 1 || different[0] == 0) {
            return Optional.empty();
        }
        int at = different[0];
        boolean endsThere = at == old.size() - 1
                || Set.of("&&", "||", ")").contains(old.get(at + 1).text());
        Optional<BigDecimal> from = number(old.get(at));
        Optional<BigDecimal> to = number(now.get(at));
        if (!endsThere || from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        boolean lower = to.get().compareTo(from.get()) < 0;
        return switch (old.get(at - 1).text()) {
            case ">=", ">" -> Optional.of(lower ? MATCHES_MORE : MATCHES_FEWER);
            case "<=", "<" -> Optional.of(lower ? MATCHES_FEWER : MATCHES_MORE);
            default -> Optional.empty();
        };
    }

    /** Only comparisons with a number count: a comparison of comparisons would turn truth around. */
    private static boolean isMonotone(List<ConditionToken> tokens) {
        boolean plain = tokens.stream()
                .filter(token -> token.kind() == ConditionToken.Kind.OPERATOR)
                .allMatch(token -> MONOTONE.contains(token.text()));
        boolean comparesNumbers = IntStream.range(0, tokens.size())
                .filter(i -> Set.of(">=", ">", "<=", "<").contains(tokens.get(i).text()))
                .allMatch(i -> i + 1 < tokens.size() && tokens.get(i + 1).kind() == ConditionToken.Kind.NUMBER);
        return plain && comparesNumbers;
    }

    /** {@code old} followed by one connective and more, at the outermost level. */
    private static Optional<ConditionChange> longer(
            List<ConditionToken> old, List<ConditionToken> now, boolean reversed) {
        if (now.size() <= old.size() || !startsWith(now, old)) {
            return Optional.empty();
        }
        ConditionToken connective = now.get(old.size());
        boolean hasOr = hasOutermost(now, "||");
        boolean hasChoice = hasOutermost(now, "?");
        if (connective.is("||") && !hasChoice) {
            return Optional.of(reversed ? MATCHES_FEWER : MATCHES_MORE);
        }
        if (connective.is("&&") && !hasOr && !hasChoice) {
            return Optional.of(reversed ? MATCHES_MORE : MATCHES_FEWER);
        }
        return Optional.empty();
    }

    private static boolean startsWith(List<ConditionToken> tokens, List<ConditionToken> start) {
        return IntStream.range(0, start.size())
                .allMatch(i -> tokens.get(i).text().equals(start.get(i).text()));
    }

    private static boolean hasOutermost(List<ConditionToken> tokens, String operator) {
        int depth = 0;
        for (ConditionToken token : tokens) {
            depth += Set.of("(", "[", "{").contains(token.text()) ? 1 : 0;
            depth -= Set.of(")", "]", "}").contains(token.text()) ? 1 : 0;
            if (depth == 0 && token.is(operator)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<BigDecimal> number(ConditionToken token) {
        try {
            return token.kind() == ConditionToken.Kind.NUMBER
                    ? Optional.of(new BigDecimal(token.text()))
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
