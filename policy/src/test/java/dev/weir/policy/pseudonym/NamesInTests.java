package dev.weir.policy.pseudonym;

import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.EntityRecogniser;
import dev.weir.policy.detection.Match;
import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.detection.RequestInspector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the names that a test is about, the longest first, as a model for names would. */
record NamesInTests(List<String> names) implements EntityRecogniser {

    private static final Entity PERSON = new Entity("PERSON", Entity.Category.PERSONAL);

    static RequestInspector inspector(String... names) {
        return new RequestInspector(
                RecogniserRegistry.ofPacks(List.of("core", "us")).with(List.of(new NamesInTests(List.of(names)))));
    }

    @Override
    public String name() {
        return "names-in-tests";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(PERSON);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (int i = 0; i < text.length(); i++) {
            int at = i;
            int end = names.stream()
                    .filter(name -> text.startsWith(name, at) && isWhole(text, at, at + name.length()))
                    .mapToInt(name -> at + name.length())
                    .max()
                    .orElse(i);
            if (end > i) {
                found.add(new Match(PERSON, i, end, 0.9, name(), "in the test's list"));
                i = end - 1;
            }
        }
        return found;
    }

    private static boolean isWhole(String text, int start, int end) {
        return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    }
}
