package dev.weir.policy.condition;

import dev.cel.common.CelIssue;
import dev.weir.policy.condition.ConditionProblem.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what the CEL library says about a condition into our own words. */
final class IssueTranslator {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern WRONG_RESULT = Pattern.compile("expected type 'bool' but found '([^']*)'.*");
    private static final Pattern EXPECTING = Pattern.compile(" expecting .*", Pattern.DOTALL);
    private static final Pattern NO_FIELDS =
            Pattern.compile("type 'google\\.protobuf\\.Timestamp' does not support field selection.*", Pattern.DOTALL);
    private static final Pattern SYNTAX_ERROR =
            Pattern.compile("token recognition error|mismatched input|extraneous input|no viable alternative");
    private static final Pattern FOREIGN = Pattern.compile("(?i)((?<![=<>!])=(?!=)|<>|\\b(?:and|or|not)\\b) *");
    private static final Map<String, String> OURS = Map.of("=", "==", "<>", "!=", "and", "&&", "or", "||", "not", "!");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private final String source;
    private final ConditionScope scope;

    private IssueTranslator(String source, ConditionScope scope) {
        this.source = source;
        this.scope = scope;
    }

    static List<ConditionProblem> translate(List<CelIssue> issues, String source, ConditionScope scope) {
        IssueTranslator translator = new IssueTranslator(source, scope);
        // What follows a word that CEL doesn't have is only its echo.
        return issues.stream()
                .flatMap(issue -> translator.foreignOperator(issue).stream())
                .findFirst()
                .map(List::of)
                .orElseGet(() ->
                        issues.stream().map(translator::translate).distinct().toList());
    }

    /** An operator of another language, which the author takes for CEL's. */
    private Optional<ConditionProblem> foreignOperator(CelIssue issue) {
        if (!SYNTAX_ERROR.matcher(issue.getMessage()).lookingAt()) {
            return Optional.empty();
        }
        int reported = source.offsetByCodePoints(0, offset(issue));
        // What CEL stumbles over is the operator, or what comes right after it.
        return FOREIGN.matcher(source)
                .results()
                .filter(written -> written.start() <= reported && reported <= written.end())
                .findFirst()
                .map(written -> ConditionProblem.of(
                        Kind.SYNTAX,
                        source.codePointCount(0, written.start()),
                        "`" + written.group(1) + "` is no operator here",
                        "write `" + OURS.get(written.group(1).toLowerCase(Locale.ROOT)) + "`"));
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
        if (NO_FIELDS.matcher(issue.getMessage()).matches()) {
            String help = "ask it: time.getHours(), time.getDayOfWeek(), both in UTC; Sunday is 0";
            return ConditionProblem.of(Kind.TYPE, offset, "`time` is a moment and has no fields", help);
        }
        return ConditionProblem.of(Kind.SYNTAX, offset, plain(issue.getMessage()), "conditions are written in CEL");
    }

    private ConditionProblem undeclared(int offset, String reported) {
        int utf16 = source.offsetByCodePoints(0, offset);
        Matcher name = NAME.matcher(source).region(utf16, source.length());
        String written = name.lookingAt() ? name.group() : reported;
        boolean called = source.startsWith("(", utf16 + written.length());
        if (called && written.startsWith(reported + ".")) {
            // A method called on something unknown: it is not the method that is wrong.
            return unknownFact(offset, written.substring(0, written.lastIndexOf('.')));
        }
        if (called || !name.reset().region(utf16, source.length()).lookingAt()) {
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
        return unknownFact(offset, written);
    }

    private ConditionProblem unknownFact(int offset, String written) {
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
