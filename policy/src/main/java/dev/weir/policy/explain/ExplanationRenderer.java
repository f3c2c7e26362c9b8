package dev.weir.policy.explain;

import dev.weir.policy.Capture;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.Preference;
import dev.weir.policy.condition.ConditionTree;
import dev.weir.policy.condition.ConditionTree.Value;
import dev.weir.policy.explain.ExplainedRule.Decides;
import dev.weir.policy.explain.ExplainedRule.Evaluation;
import dev.weir.policy.rules.RuleEffect;
import dev.weir.policy.trace.TraceNode;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * An explanation as text for a terminal, at most {@value #WIDTH} columns wide: the verdict, what decided it, what would
 * have changed it, then every level and rule with the values of its parts. Parts without a say stand in brackets.
 */
public final class ExplanationRenderer {
    /** Widest line, in code points. */
    public static final int WIDTH = 100;

    private static final int VALUE_COLUMN = 70;
    private static final int MOST_COUNTERFACTUALS = 5;
    private static final String INDENT = "  ";

    private final String file;
    private final StringBuilder out = new StringBuilder();

    private ExplanationRenderer(String file) {
        this.file = file;
    }

    /**
     * Renders.
     *
     * @param file name of the policy file, to be followed by a line number
     */
    public static String render(Explanation explanation, String file) {
        return new ExplanationRenderer(file).text(explanation);
    }

    private String text(Explanation explanation) {
        verdict(explanation.decision());
        explanation.rules().stream()
                .filter(rule -> rule.decides() == Decides.EFFECT || rule.decides() == Decides.PREFERENCE)
                .sorted((one, other) -> one.decides().compareTo(other.decides()))
                .forEach(this::because);
        List<Counterfactual> counterfactuals = explanation.counterfactuals();
        if (!counterfactuals.isEmpty()) {
            line("");
            line("WHAT WOULD CHANGE IT");
            counterfactuals.stream().limit(MOST_COUNTERFACTUALS).forEach(each -> wrapped(each.sentence()));
        }
        line("");
        line("EVERY RULE (in brackets: what had no say)");
        explanation.rules().forEach(this::rule);
        return out.toString();
    }

    private void verdict(PolicyDecision decision) {
        String wish = decision.preference() == Preference.NONE ? "" : ", prefer " + word(decision.preference());
        line(decision.policy() + ": " + RuleEffect.written(decision.effect()) + wish + "; sensitivity "
                + word(decision.sensitivity())
                + (decision.capture() == Capture.NONE ? "" : "; capture " + word(decision.capture())));
        new TreeMap<>(decision.targetEffects()).forEach((target, effect) -> {
            if (effect != decision.effect()) {
                line(INDENT + "for " + target + ": " + RuleEffect.written(effect));
            }
        });
        line("");
    }

    private void because(ExplainedRule rule) {
        TraceNode trace = rule.trace();
        String what = trace.id().startsWith("weir:") || trace.id().startsWith("sensitivity:") ? "" : "rule ";
        String says = trace.outcome() == TraceNode.Outcome.ERRORED
                ? "failed, which keeps the request local"
                : "says " + trace.effect();
        line("BECAUSE " + what + trace.id() + " (" + file + ":" + trace.line() + ") " + says);
        if (!trace.condition().isEmpty()) {
            wrapped("when " + oneLine(trace.condition()));
        }
    }

    private void wrapped(String text) {
        String rest = INDENT + text;
        while (rest.codePointCount(0, rest.length()) > WIDTH) {
            int end = rest.lastIndexOf(' ', rest.offsetByCodePoints(0, WIDTH));
            if (end <= 2 * INDENT.length()) {
                break;
            }
            line(rest.substring(0, end));
            rest = INDENT.repeat(2) + rest.substring(end + 1);
        }
        line(rest);
    }

    private void rule(ExplainedRule rule) {
        TraceNode trace = rule.trace();
        String sign = switch (trace.outcome()) {
            case MATCHED -> "✓";
            case NOT_MATCHED -> "✗";
            case ERRORED -> "!";
        };
        line("");
        valued(sign + " " + trace.id() + "  " + file + ":" + trace.line(), trace.effect());
        if (rule.evaluations().isEmpty() && !trace.detail().isEmpty()) {
            line(INDENT + trace.detail());
        }
        for (Evaluation evaluation : rule.evaluations()) {
            evaluation.target().ifPresent(target -> line(INDENT + "for " + target));
            part(evaluation.condition(), evaluation.target().isPresent() ? 2 : 1);
        }
    }

    private void part(ConditionTree part, int depth) {
        String value = switch (part.value()) {
            case Value.Shown(String text) -> text;
            case Value.Hidden _ -> "(text)";
            case Value.Failed(String reason) -> "error: " + reason;
        };
        valued(INDENT.repeat(depth) + oneLine(part.text()), part.relevant() ? value : "[" + value + "]");
        part.parts().forEach(each -> part(each, depth + 1));
    }

    private void valued(String text, String value) {
        String left = shortened(text, VALUE_COLUMN - 2);
        int padding = VALUE_COLUMN - left.codePointCount(0, left.length());
        line(left + " ".repeat(padding) + value);
    }

    private void line(String text) {
        out.append(shortened(text, WIDTH).stripTrailing()).append('\n');
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static String shortened(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
