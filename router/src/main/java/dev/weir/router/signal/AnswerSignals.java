package dev.weir.router.signal;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * What an answer tells about itself, as numbers in a fixed order. Every answer has all of them, and none is infinite.
 *
 * @param values one for each of {@link #names()}
 */
public record AnswerSignals(List<Double> values) {

    private static final double LEAST_LOGPROB = -12;
    private static final double MOST_MARGIN = 12;
    private static final double EVEN_CHANCE = Math.log(0.5);
    private static final int DECILE = 10;
    private static final int PHRASE = 3;

    /** How answers begin that answer nothing. */
    private static final Pattern REFUSAL = Pattern.compile(
            "^\\W*(?:i(?:['’]?m| am) (?:sorry|unable|not able|not sure|an? (?:ai|language))|i (?:can(?:no|['’])t|do(?:n['’]| no)t)"
                    + " (?:help|answer|provide|know|have|assist|see|understand)|as an? (?:ai|language)|sorry\\b|unfortunately\\b)",
            Pattern.CASE_INSENSITIVE);

    private static final List<String> NAMES =
            signals(new FinishedAnswer("", List.of(), false)).names();

    public AnswerSignals {
        values = List.copyOf(values);
        if (values.size() != NAMES.size() || !values.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("an answer has " + NAMES.size() + " finite signals");
        }
    }

    /** The numbers' names. */
    public static List<String> names() {
        return NAMES;
    }

    /** The numbers of an answer. */
    public static AnswerSignals of(FinishedAnswer answer) {
        return new AnswerSignals(Arrays.stream(signals(answer).values()).boxed().toList());
    }

    /** Those that were kept under their names; none where one is missing. */
    public static Optional<AnswerSignals> of(Map<String, Double> named) {
        return named.keySet().containsAll(NAMES)
                ? Optional.of(new AnswerSignals(NAMES.stream()
                        .map(name -> named.getOrDefault(name, 0.0))
                        .toList()))
                : Optional.empty();
    }

    private static FeatureList signals(FinishedAnswer answer) {
        double[] logprobs = numbers(answer, TokenCertainty::logprob, LEAST_LOGPROB, 0);
        double[] margins = numbers(answer, TokenCertainty::margin, 0, MOST_MARGIN);
        FeatureList signals = new FeatureList();
        signals.add("answer_certainty.mean", mean(logprobs, LEAST_LOGPROB));
        signals.add("answer_certainty.worst_decile", worstDecile(logprobs, LEAST_LOGPROB));
        signals.add("answer_certainty.first", logprobs.length == 0 ? LEAST_LOGPROB : logprobs[0]);
        signals.add(
                "answer_certainty.unsure",
                mean(
                        DoubleStream.of(logprobs)
                                .map(it -> it < EVEN_CHANCE ? 1 : 0)
                                .toArray(),
                        1));
        signals.add("answer_margin.mean", mean(margins, 0));
        signals.add("answer_margin.worst_decile", worstDecile(margins, 0));
        signals.count("answer_length.tokens", answer.tokens().size());
        signals.flag("answer_cut_short.limit", answer.cutShort());
        signals.flag("answer_refuses.opening", REFUSAL.matcher(answer.text()).lookingAt());
        signals.flag("answer_silent.no_word", answer.text().chars().noneMatch(Character::isLetterOrDigit));
        signals.add("answer_repeats.phrases", repetition(answer.text()));
        signals.add("answer_numbers.digits", share(answer.text()));
        return signals;
    }

    private static double[] numbers(
            FinishedAnswer answer, ToDoubleFunction<TokenCertainty> number, double least, double most) {
        return answer.tokens().stream()
                .mapToDouble(number)
                .map(value -> Double.isNaN(value) ? least : Math.clamp(value, least, most))
                .toArray();
    }

    private static double mean(double[] values, double ofNone) {
        return DoubleStream.of(values).average().orElse(ofNone);
    }

    /** The mean of the lowest tenth, of one at least. */
    private static double worstDecile(double[] values, double ofNone) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return mean(Arrays.copyOf(sorted, Math.min(sorted.length, 1 + sorted.length / DECILE)), ofNone);
    }

    /** The share of three-word phrases that occurred before. */
    private static double repetition(String text) {
        List<String> words = List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+"));
        Set<List<String>> distinct = new HashSet<>();
        int phrases = words.size() - PHRASE + 1;
        for (int i = 0; i < phrases; i++) {
            distinct.add(words.subList(i, i + PHRASE));
        }
        return phrases < 1 ? 0 : 1 - distinct.size() / (double) phrases;
    }

    private static double share(String text) {
        return text.chars().filter(Character::isDigit).count() / (double) Math.max(1, text.length());
    }
}
