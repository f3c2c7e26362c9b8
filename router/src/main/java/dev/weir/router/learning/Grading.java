package dev.weir.router.learning;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an answer is compared with the right one. Lenient in form, strict in content. */
enum Grading {

    /** One of several choices, by its letter or, where no letter is named, in its words; gold is {@code B. words}. */
    CHOICE(32) {
        @Override
        boolean isRight(String answer, String gold) {
            Matcher letter = NAMED_LETTER.matcher(answer.strip());
            if (letter.find()) {
                return letter.group().replaceAll("[^A-J]", "").equals(gold.substring(0, 1));
            }
            String wanted = String.join(" ", words(gold.substring(2)));
            return !wanted.isEmpty() && (" " + String.join(" ", words(answer)) + " ").contains(" " + wanted + " ");
        }
    },

    /** The number, or formula, in the box; where there is no box the last number. */
    RESULT(320) {
        @Override
        boolean isRight(String answer, String gold) {
            String given = boxed(answer).isEmpty() ? lastNumber(answer) : boxed(answer);
            String right = expected(gold);
            return !given.isEmpty() && formula(given).equals(formula(right));
        }
    },

    /** A short fact, whose words all occur in the answer. */
    FACT(48) {
        @Override
        boolean isRight(String answer, String gold) {
            List<String> said = words(answer);
            List<String> wanted = words(gold);
            return !wanted.isEmpty() && said.containsAll(wanted);
        }
    },

    /** What a program gives, after the comparison in an assertion. */
    OUTPUT(96) {
        @Override
        boolean isRight(String answer, String gold) {
            int comparison = answer.lastIndexOf("==");
            if (comparison < 0) {
                return false;
            }
            String given = answer.substring(comparison + 2).lines().findFirst().orElse("");
            return bare(given.replaceAll("\\[/?ANSWER]|```|\\[/?PYTHON]", "")).equals(bare(gold));
        }
    };

    /** A letter that stands for a choice, which an article at the start of a sentence doesn't. */
    private static final Pattern NAMED_LETTER =
            Pattern.compile("^\\(?[A-J](?=[.):,]|$)|(?<=answer is |Answer: |answer: )\\(?[A-J]\\b|\\([A-J]\\)");

    private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d,]*+(?:\\.\\d++)?");
    private static final String BOX = "\\boxed{";
    private static final String FINAL = "####";

    private final int answerTokens;

    Grading(int answerTokens) {
        this.answerTokens = answerTokens;
    }

    /** Most tokens that an answer of this kind needs. */
    int answerTokens() {
        return answerTokens;
    }

    abstract boolean isRight(String answer, String gold);

    /** The right result within a worked solution. */
    private static String expected(String gold) {
        int after = gold.lastIndexOf(FINAL);
        if (after >= 0) {
            return gold.substring(after + FINAL.length());
        }
        return boxed(gold).isEmpty() ? gold : boxed(gold);
    }

    private static String boxed(String text) {
        int start = text.lastIndexOf(BOX);
        if (start < 0) {
            return "";
        }
        int depth = 1;
        int end = start + BOX.length();
        for (; end < text.length() && depth > 0; end++) {
            depth += text.charAt(end) == '{' ? 1 : text.charAt(end) == '}' ? -1 : 0;
        }
        return text.substring(start + BOX.length(), depth == 0 ? end - 1 : end);
    }

    private static String lastNumber(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .reduce((_, later) -> later)
                .orElse("");
    }

    /** A result in one spelling; a number without separators, units and needless zeros. */
    private static String formula(String text) {
        String plain = text.strip()
                .replace("\\dfrac", "\\frac")
                .replace("\\tfrac", "\\frac")
                .replace("\\left", "")
                .replace("\\right", "")
                .replaceAll("\\\\text\\{[^}]*}|\\\\[!,;% ]|\\\\\\$|[$%\\s]|\\^\\{?\\\\circ}?", "")
                .replaceAll("(?<=\\d),(?=\\d{3})", "")
                .replaceAll("\\.$", "");
        return plain.matches("-?\\d+\\.\\d+") ? plain.replaceAll("\\.?0+$", "") : plain;
    }

    private static List<String> words(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(plain.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty() && !word.equals("the") && !word.equals("a"))
                .toList();
    }

    private static String bare(String literal) {
        return literal.replaceAll("\\s+", "").replace('"', '\'');
    }
}
