package dev.weir.policy.condition;

import dev.cel.common.CelIssue;
import dev.weir.policy.condition.ConditionProblem.Kind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what the CEL library says about a condition into our own words. */
final class IssueTranslator {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern WRONG_RESULT = Pattern.compile("expected type 'bool' but found '([^']*)'.*");
    private static final Pattern EXPECTING = Pattern.compile(" expecting .*", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private final String source;
    private final ConditionScope scope;

    private IssueTranslator(String source, ConditionScope scope) {
        this.source = source;
        this.scope = scope;
    }

    static List<ConditionProblem> translate(List<CelIssue> issues, String source, ConditionScope scope) {
        IssueTranslator translator = new IssueTranslator(source, scope);
        return issues.stream().map(translator::translate).distinct().toList();
    }

    private ConditionProblem translate(CelIssue issue) {
        int offset = offset(issue);
        Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
        if (undeclared.matches()) {
            return undeclared(offset, undeclared.group(1));
        }
        Matcher noOverload = NO_OVERLOAD.matcher(issue.getMessage());
        if (noOverload.matches()) {
            String operation = noOverload.group(1).replaceAll("^_?([^_]+)_?$", "$1");
            String message = "`" + operation + "` can't be applied to `" + noOverload.group(2) + "`";
            return ConditionProblem.of(Kind.TYPE, offset, message, "compare values of the same type");
        }
        Matcher wrongResult = WRONG_RESULT.matcher(issue.getMessage());
        if (wrongResult.matches()) {
            String message = "a condition is true or false, this one is of type `" + wrongResult.group(1) + "`";
            return ConditionProblem.of(Kind.TYPE, 0, message, "compare it with something");
        }
        return ConditionProblem.of(Kind.SYNTAX, offset, plain(issue.getMessage()), "conditions are written in CEL");
    }

    private ConditionProblem undeclared(int offset, String reported) {
        int utf16 = source.offsetByCodePoints(0, offset);
        Matcher name = NAME.matcher(source).region(utf16, source.length());
        String written = name.lookingAt() ? name.group() : reported;
        if (!name.reset().region(utf16, source.length()).lookingAt()
                || source.startsWith("(", utf16 + written.length())) {
            return new ConditionProblem(
                    Kind.UNKNOWN_FUNCTION,
                    offset,
                    "unknown function `" + reported + "`",
                    "functions on findings: has, count, category, total; on sensitivity: atLeast",
                    reported,
                    ConditionFunctions.NAMES);
        }
        if (scope == ConditionScope.LEVEL && written.equals(Fact.SENSITIVITY.written())) {
            return ConditionProblem.of(
                    Kind.UNKNOWN_FACT,
                    offset,
                    "a sensitivity level can't depend on `sensitivity`",
                    "name the findings that make a request this sensitive");
        }
        if (scope == ConditionScope.LEVEL
                && Fact.named(written).filter(Fact::ofTarget).isPresent()) {
            return ConditionProblem.of(
                    Kind.UNKNOWN_FACT,
                    offset,
                    "a sensitivity level can't depend on `" + written + "`",
                    "a request is as sensitive whoever may answer it; name targets in rules");
        }
        return new ConditionProblem(
                Kind.UNKNOWN_FACT,
                offset,
                "unknown fact `" + written + "`",
                "facts: " + String.join(", ", scope.factNames()),
                written,
                scope.factNames());
    }

    private static String plain(String message) {
        if (message.contains("'<EOF>'")) {
            return "the condition ends too early";
        }
        String shorter = EXPECTING.matcher(message).replaceFirst("").replace('\'', '`');
        return shorter.substring(0, 1).toLowerCase(Locale.ROOT) + shorter.substring(1);
    }

    /** The CEL library counts lines from 1 and columns from 0, in code points. */
    private int offset(CelIssue issue) {
        int line = Math.max(1, issue.getSourceLocation().getLine());
        int lineStart = 0;
        for (int i = 1; i < line; i++) {
            int next = source.indexOf('\n', lineStart);
            if (next < 0) {
                break;
            }
            lineStart = next + 1;
        }
        int offset = source.codePointCount(0, lineStart)
                + Math.max(0, issue.getSourceLocation().getColumn());
        return Math.min(offset, source.codePointCount(0, source.length()));
    }
}
