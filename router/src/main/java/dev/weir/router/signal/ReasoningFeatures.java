package dev.weir.router.signal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Numbers, formulas, program text, conditions and steps. */
final class ReasoningFeatures {

    private static final Set<String> QUANTITIES = Set.of(
            "each",
            "every",
            "per",
            "total",
            "remaining",
            "left",
            "more",
            "less",
            "fewer",
            "twice",
            "half",
            "double",
            "triple",
            "third",
            "quarter",
            "times",
            "percent",
            "average",
            "rest",
            "altogether");
    private static final Set<String> SEQUENCE =
            Set.of("then", "after", "before", "next", "finally", "first", "second", "until", "while", "later");
    private static final Set<String> CONDITIONS =
            Set.of("if", "unless", "suppose", "assume", "given", "let", "when", "whether", "such", "otherwise");
    private static final Set<String> NEGATIONS = Set.of("not", "no", "never", "neither", "nor", "except", "without");
    private static final Set<String> PROGRAM = Set.of(
            "def", "return", "import", "class", "print", "void", "int", "const", "assert", "select", "null", "lambda");
    private static final Pattern NUMBER = Pattern.compile("\\d++(?:[.,]\\d++)*+");
    private static final Pattern FRACTION = Pattern.compile("(?<!\\d)\\d++[./]\\d");
    private static final Pattern YEAR = Pattern.compile("\\b(?:1[5-9]|20)\\d\\d\\b");
    private static final Pattern LATEX = Pattern.compile("\\\\[a-zA-Z]+|\\$[^$\\n]{1,200}\\$");
    private static final Pattern VARIABLE = Pattern.compile("(?<![\\p{L}'])[b-hj-zB-HJ-Z](?![\\p{L}'])");
    private static final Pattern FENCE = Pattern.compile("```|\\[PYTHON\\]");
    private static final Pattern INDENTED = Pattern.compile("(?m)^(?: {2,}|\\t)\\S");
    private static final Pattern IDENTIFIER = Pattern.compile("\\b[a-z]++(?:_[a-z]++|[A-Z][a-z]++)++\\b|\\w\\(");
    private static final int LONGEST_NUMBER = 15;

    private ReasoningFeatures() {}

    static void addTo(FeatureList features, Wording wording) {
        addNumbers(features, wording);
        addFormulas(features, wording);
        addProgram(features, wording);
        features.count("steps.sequence", wording.hits(SEQUENCE));
        features.count("steps.conditions", wording.hits(CONDITIONS));
        features.count("quantities", wording.hits(QUANTITIES));
        features.count("negations", wording.hits(NEGATIONS));
    }

    private static void addNumbers(FeatureList features, Wording wording) {
        List<String> numbers =
                NUMBER.matcher(wording.text()).results().map(MatchResult::group).toList();
        features.count("numbers.count", numbers.size());
        features.count("numbers.distinct", new HashSet<>(numbers).size());
        features.count(
                "numbers.largest",
                numbers.stream().mapToDouble(ReasoningFeatures::value).max().orElse(0));
        features.count("numbers.fractions", Wording.matches(FRACTION, wording.text()));
        features.count("numbers.money", wording.signs("$\u20ac\u00a3"));
        features.count("numbers.percent", wording.signs("%"));
        features.count("numbers.years", Wording.matches(YEAR, wording.text()));
    }

    private static double value(String number) {
        String digits = number.replace(",", "");
        int dot = digits.indexOf('.');
        String whole = dot < 0 ? digits : digits.substring(0, dot);
        return Long.parseLong(whole.substring(0, Math.min(whole.length(), LONGEST_NUMBER)));
    }

    private static void addFormulas(FeatureList features, Wording wording) {
        features.count("math_signs.equals", wording.signs("="));
        features.count("math_signs.operators", wording.signs("+*/^\u00d7\u00f7\u00b1"));
        features.count("math_signs.relations", wording.signs("<>\u2264\u2265\u2260\u2248\u2208\u2200\u2203"));
        features.count("math_signs.latex", Wording.matches(LATEX, wording.text()));
        features.count("math_signs.variables", Wording.matches(VARIABLE, wording.text()));
    }

    private static void addProgram(FeatureList features, Wording wording) {
        features.count("code_signs.braces", wording.signs("{};`"));
        features.count("code_signs.fences", Wording.matches(FENCE, wording.text()));
        features.count("code_signs.indented", Wording.matches(INDENTED, wording.text()));
        features.count("code_signs.identifiers", Wording.matches(IDENTIFIER, wording.text()));
        features.count("code_signs.keywords", wording.hits(PROGRAM));
    }
}
