package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds a value by a word before it: {@code MRN: 00482913}. The pattern is tried only in a short stretch after each
 * word, so the cost is bounded however often the word comes.
 */
final class ContextPatternRecogniser implements EntityRecogniser {

    private final String name;
    private final Entity entity;
    private final List<String> words;
    private final KeywordAutomaton automaton;
    private final Pattern value;
    private final Predicate<String> check;
    private final int window;

    private ContextPatternRecogniser(String name, Entity entity, List<String> words, Shape shape) {
        this.name = name;
        this.entity = entity;
        this.words = List.copyOf(words);
        this.automaton = new KeywordAutomaton(words);
        this.value = shape.pattern;
        this.check = shape.check;
        this.window = shape.window;
    }

    /**
     * What the value looks like.
     *
     * @param pattern matches the value; every quantifier is bounded
     * @param check a check digit or the like
     * @param window how many characters after the word the value may begin and end
     */
    record Shape(Pattern pattern, Predicate<String> check, int window) {
        static Shape of(String regex, int window) {
            return new Shape(Pattern.compile(regex), value -> true, window);
        }
    }

    static ContextPatternRecogniser of(String name, Entity entity, List<String> words, Shape shape) {
        return new ContextPatternRecogniser(name, entity, words, shape);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(entity);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        automaton.scan(text, (keyword, start, end) -> {
            boolean longWord = words.get(keyword).length() > 5;
            boolean whole = !Characters.isWordAt(text, start - 1) && (longWord || !Characters.isWordAt(text, end));
            if (whole) {
                addFirst(text, end, found);
            }
        });
        return found;
    }

    private void addFirst(String text, int from, List<Match> found) {
        var matcher = value.matcher(text).region(from, Math.min(text.length(), from + window));
        matcher.useTransparentBounds(true);
        while (matcher.find()) {
            if (check.test(matcher.group())) {
                found.add(
                        new Match(entity, matcher.start(), matcher.end(), 0.75, name, "follows a word that names it"));
                return;
            }
        }
    }
}
