package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names that were found at one place of a request, wherever else they stand in it: what tells that a word is a name is
 * there once, and a value that is replaced in one turn mustn't leave in the next. Only the same letters count, as whole
 * words, and not a single word that the request also has in small letters, since "Will" may be no one. Not thread-safe.
 */
final class Recurrences {

    private static final Set<String> NAMES = Set.of("PERSON", "ORGANIZATION", "LOCATION");
    private static final int LEAST_LETTERS = 4;
    private static final int MAX_LENGTH = 200;
    private static final double SCORE = 0.5;

    private final Map<String, Match> firstByName = new LinkedHashMap<>();

    /** A name at a place of a reading. */
    private record Sighting(int leaf, Reading reading, Match match, String name) {}

    /**
     * Remembers what is a name.
     *
     * @param text in which the match lies
     */
    void note(String text, Match match) {
        if (NAMES.contains(match.entity().name()) && !ModelRecogniser.knowsBetter(match)) {
            String name = text.substring(match.start(), match.end());
            if (isTelling(name)) {
                firstByName.putIfAbsent(name, match);
            }
        }
    }

    /** Adds a match wherever a name recurs. */
    void addTo(List<LeafInspector.Inspected> leaves) {
        if (firstByName.isEmpty()) {
            return;
        }
        var terms = new ArrayList<>(firstByName.keySet());
        firstByName.keySet().stream().filter(Recurrences::isOneWord).forEach(name -> terms.add(small(name)));
        TermAutomaton automaton = TermAutomaton.of(terms);
        var sightings = new ArrayList<Sighting>();
        var small = new HashSet<String>();
        for (int i = 0; i < leaves.size(); i++) {
            for (Reading reading : leaves.get(i).readings()) {
                look(automaton, i, reading, sightings, small);
            }
        }
        for (Sighting seen : sightings) {
            if (!isOneWord(seen.name()) || !small.contains(small(seen.name()))) {
                leaves.get(seen.leaf()).matches().addAll(seen.reading().placed(List.of(seen.match())));
            }
        }
    }

    private void look(TermAutomaton automaton, int leaf, Reading reading, List<Sighting> sightings, Set<String> small) {
        String text = reading.text();
        TermAutomaton.Cursor cursor = automaton.cursor();
        for (int i = 0; i < text.length(); i++) {
            cursor.read(text.charAt(i), i + 1, (length, end) -> {
                int start = end - length;
                if (isWhole(text, start, end)) {
                    String name = text.substring(start, end);
                    Match first = firstByName.get(name);
                    if (first == null) {
                        small.add(name);
                    } else {
                        sightings.add(new Sighting(leaf, reading, again(first, start, end), name));
                    }
                }
            });
        }
    }

    private static Match again(Match first, int start, int end) {
        return new Match(
                first.entity(),
                start,
                end,
                Math.min(SCORE, first.score()),
                first.recogniser(),
                "the request names this elsewhere",
                first.alternatives());
    }

    private static boolean isTelling(String name) {
        long letters = name.codePoints().filter(Character::isLetter).count();
        return letters >= LEAST_LETTERS
                && name.length() <= MAX_LENGTH
                && name.codePoints().anyMatch(Recurrences::isCapital);
    }

    /** Scripts without capitals have nothing that could be told from a name's. */
    private static boolean isCapital(int letter) {
        return Character.isLetter(letter) && !Character.isLowerCase(letter);
    }

    private static boolean isOneWord(String name) {
        return name.codePoints().allMatch(Character::isLetterOrDigit);
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static boolean isWhole(String text, int start, int end) {
        return !(start > 0 && Character.isLetterOrDigit(text.charAt(start - 1)))
                && !(end < text.length() && Character.isLetterOrDigit(text.charAt(end)));
    }
}
