package dev.weir.policy.detection;

import dev.weir.policy.detection.NameShape.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of persons by what surrounds them and by their shape, without a list of names: titles, phrases that introduce a
 * name, numbers and dates of birth that follow one, an e-mail address that repeats one. What no rule can tell, a model
 * has to.
 */
final class PersonRecogniser implements EntityRecogniser {

    private static final List<String> PHRASES = NameWords.of("phrase");
    private static final List<String> LABELS = NameWords.of("label");
    private static final List<String> TITLES = NameWords.of("title");
    private static final List<String> TRAILS = NameWords.of("trail");
    private static final List<String> EXACT = NameWords.of("exact");
    private static final KeywordAutomaton EXACT_TITLES = new KeywordAutomaton(EXACT);
    private static final List<String> REACHED_BY =
            List.of(" at ", " on ", " via ", " under ", " unter ", " al ", " au ", " op ", " qua ");
    private static final int FIRST_TRAIL = PHRASES.size() + LABELS.size() + TITLES.size();
    private static final int FIRST_REACH =
            FIRST_TRAIL + TRAILS.size() + NameWords.of("verb").size();
    private static final KeywordAutomaton CUES =
            KeywordAutomaton.ignoringAccents(joined(PHRASES, LABELS, TITLES, TRAILS, NameWords.of("verb"), REACHED_BY));
    private static final Set<String> WEAK = NameWords.folded("weak");
    private static final int MAX_GAP = 6;
    private static final int LEAST_TELLING = 4;
    private static final int MAX_TELLING = 2_000;

    @Override
    public String name() {
        return "person";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.PERSON);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        CUES.scan(text, (word, start, end) -> {
            if (word < FIRST_TRAIL) {
                addAfterLead(text, word, start, end, found);
            } else if (word < FIRST_REACH) {
                addBeforeFollower(text, word - FIRST_TRAIL, start, end, found);
            } else {
                addBeforeReach(text, start, end, found);
            }
        });
        EXACT_TITLES.scan(text, (word, start, end) -> addAfterLead(text, FIRST_TRAIL - 1, start, end, found));
        addVietnamese(text, found);
        if (hasIdentifier(text)) {
            addBesideIdentifiers(text, found);
        }
        Set<String> telling = tellingWords(text, found);
        if (!telling.isEmpty()) {
            addRepeated(text, telling, found);
        }
        return found;
    }

    private void addAfterLead(String text, int word, int start, int end, List<Match> found) {
        if (isLetterAt(text, start - 1) || isLetterAt(text, end)) {
            return;
        }
        boolean phrase = word < PHRASES.size();
        boolean label = !phrase && word < PHRASES.size() + LABELS.size();
        int at = end;
        boolean marked = false;
        boolean dotted = false;
        boolean assigned = false;
        while (at < text.length() && at - end < MAX_GAP && " .:=\"'|*>\t".indexOf(text.charAt(at)) >= 0) {
            marked |= ":=|".indexOf(text.charAt(at)) >= 0;
            dotted |= text.charAt(at) == '.';
            assigned |= text.charAt(at) == '=';
            at++;
        }
        if (at == end || (label && !marked) || (phrase && dotted) || at >= text.length()) {
            return;
        }
        Name name = NameShape.forward(text, at);
        boolean title = !phrase && !label;
        // One word after an equals sign is code.
        if (name.words() > 0 && !((assigned || (title && marked)) && name.words() < 2)) {
            add(name, phrase || label ? 0.8 : 0.75, "a word that introduces a name before it", found);
        } else if (phrase || (label && isWholeValue(text, at))) {
            add(NameShape.anyCase(text, at), 0.65, "a word that introduces a name before it", found);
        }
    }

    /** A label in front of a value that is all there is, as a JSON member has it. */
    private static boolean isWholeValue(String text, int at) {
        Name name = NameShape.anyCase(text, at);
        return name.words() > 0 && (name.end() == text.length() || "\"\n|\t".indexOf(text.charAt(name.end())) >= 0);
    }

    private void addBeforeFollower(String text, int word, int start, int end, List<Match> found) {
        if (isLetterAt(text, start - 1) || (isLetterAt(text, end) && end - start < MAX_GAP)) {
            return;
        }
        int at = start;
        boolean joint = false;
        while (at > 0 && start - at < 4 && " ,;(|-:/\"'".indexOf(text.charAt(at - 1)) >= 0) {
            at--;
            joint |= ",;(|/".indexOf(text.charAt(at)) >= 0;
        }
        if (at == start || at == 0 || (word < TRAILS.size() && !joint)) {
            return;
        }
        Name name = NameShape.backward(text, at);
        if (name.words() >= 2) {
            add(name, 0.7, "what follows it belongs to a person", found);
        } else if (joint && name.words() == 0) {
            add(lowerCase(text, at), 0.6, "what stands around it belongs to a person", found);
        }
    }

    /** {@code with Jane Doe at 0161 ...}: two capitals before a way to reach somebody. */
    private void addBeforeReach(String text, int start, int end, List<Match> found) {
        boolean number =
                end < text.length() && (Characters.isDigit(text.charAt(end)) || "+(".indexOf(text.charAt(end)) >= 0);
        int at = end;
        while (number && at < text.length() && at - end < 6 && "0123456789+()-. ".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at - end >= 4) {
            Name name = NameShape.backward(text, start);
            if (name.words() >= 2) {
                add(name, 0.65, "a number to reach it follows", found);
            }
        }
    }

    /** Two to four small words between a preposition and a joint: {@code for jane doe, born ...}. */
    private static Name lowerCase(String text, int end) {
        int at = end;
        for (int words = 0; words <= 4; words++) {
            int wordStart = NameShape.wordStart(text, at);
            if (wordStart == at) {
                return Name.NONE;
            }
            if (WEAK.contains(LetterFold.of(text.substring(wordStart, at))) && words >= 2) {
                return new Name(at + 1, end, words);
            }
            if (wordStart == 0
                    || text.charAt(wordStart - 1) != ' '
                    || (NameShape.isStop(text, wordStart, at) && words < 1)) {
                return Name.NONE;
            }
            at = wordStart - 1;
        }
        return Name.NONE;
    }

    private void addVietnamese(String text, List<Match> found) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isUpperCase(text.charAt(i)) && !isLetterAt(text, i - 1)) {
                int end = NameShape.wordEnd(text, i);
                if (end - i <= 7 && end < text.length() && text.charAt(end) == ' ') {
                    Name name = VietnameseNames.at(text, i, end);
                    add(name, 0.7, "Vietnamese family name and syllables", found);
                    i = Math.max(i, name.end() - 1);
                }
                i = Math.max(i, end - 1);
            }
        }
    }

    /** A mail address or a long number: the text is about somebody. */
    private static boolean hasIdentifier(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits = Characters.isDigit(c) ? digits + 1 : " -.()+".indexOf(c) >= 0 ? digits : 0;
            if (c == '@' || digits >= 9) {
                return true;
            }
        }
        return false;
    }

    /** In a text about somebody, two capitals after a preposition or between quotes are taken for the name. */
    private void addBesideIdentifiers(String text, List<Match> found) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isUpperCase(c) || isLetterAt(text, i - 1)) {
                continue;
            }
            Name name = NameShape.forward(text, i);
            boolean quoted = i > 0
                    && "'\"".indexOf(text.charAt(i - 1)) >= 0
                    && text.startsWith(text.substring(i - 1, i), name.end());
            if (name.words() >= 2 && name.words() <= 3 && (quoted || isLed(text, i, name.end()))) {
                add(name, 0.55, "two capitals in a text about somebody", found);
            } else if (text.startsWith("**", i + 1)) {
                int end = maskedEnd(text, i);
                add(new Name(i, end, 1), 0.6, "letters of a name that is masked", found);
            }
            i = Math.max(i, name.end() - 1);
        }
    }

    private static boolean isLed(String text, int start, int end) {
        boolean ends = end >= text.length() || ".,;)\n<(".indexOf(text.charAt(end)) >= 0;
        if (!ends || start < 2 || text.charAt(start - 1) != ' ') {
            return false;
        }
        int wordStart = NameShape.wordStart(text, start - 1);
        return wordStart < start - 1 && WEAK.contains(LetterFold.of(text.substring(wordStart, start - 1)));
    }

    /** {@code D**** M*****} */
    private static int maskedEnd(String text, int start) {
        int i = start;
        while (i < text.length() && i - start < 60) {
            boolean next = text.charAt(i) == ' '
                    && i + 2 < text.length()
                    && Character.isUpperCase(text.charAt(i + 1))
                    && text.charAt(i + 2) == '*';
            boolean letter = Character.isUpperCase(text.charAt(i)) && text.startsWith("*", i + 1);
            if (text.charAt(i) != '*' && !next && !letter) {
                break;
            }
            i++;
        }
        return i;
    }

    /** Words that stand for a person in this text: parts of names found, and of mail addresses. */
    private static Set<String> tellingWords(String text, List<Match> found) {
        var telling = new HashSet<String>();
        for (Match match : found) {
            if (match.score() >= 0.7) {
                addWords(text, match.start(), match.end(), LEAST_TELLING, telling);
            }
        }
        for (int at = text.indexOf('@'); at > 0 && telling.size() < MAX_TELLING; at = text.indexOf('@', at + 1)) {
            int start = at;
            while (start > 0
                    && at - start < 64
                    && (Characters.isWord(text.charAt(start - 1)) || "._-+".indexOf(text.charAt(start - 1)) >= 0)) {
                start--;
            }
            addWords(text, start, at, LEAST_TELLING - 1, telling);
        }
        return telling;
    }

    private static void addWords(String text, int from, int to, int least, Set<String> words) {
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || !Character.isLetter(text.charAt(i))) {
                if (i - start >= least && !NameShape.isStop(text, start, i)) {
                    words.add(LetterFold.of(text.substring(start, i)));
                }
                start = i + 1;
            }
        }
    }

    private void addRepeated(String text, Set<String> telling, List<Match> found) {
        for (int i = 0; i < text.length(); ) {
            if (!Character.isLetter(text.charAt(i)) || isLetterAt(text, i - 1)) {
                i++;
                continue;
            }
            int end = NameShape.wordEnd(text, i);
            boolean named =
                    NameShape.isCapitalised(text, i, end) && telling.contains(LetterFold.of(text.substring(i, end)));
            if (named && !isInMailAddress(text, i, end)) {
                Name after = NameShape.forward(text, i);
                Name before = NameShape.backward(text, after.end());
                int start = before.words() > 0 ? Math.min(before.start(), i) : i;
                add(new Name(start, after.end(), 1), 0.65, "the text names this person elsewhere", found);
                i = after.end();
            }
            i = Math.max(i + 1, end);
        }
    }

    private static boolean isInMailAddress(String text, int start, int end) {
        boolean domain =
                start > 0 && "@.".indexOf(text.charAt(start - 1)) >= 0 && start > 1 && text.charAt(start - 2) != ' ';
        return domain || (end < text.length() && "@._".indexOf(text.charAt(end)) >= 0 && isLetterAt(text, end + 1));
    }

    private void add(Name name, double score, String why, List<Match> found) {
        if (name.words() > 0) {
            found.add(new Match(StandardEntities.PERSON, name.start(), name.end(), score, name(), why));
        }
    }

    private static boolean isLetterAt(String text, int index) {
        return index >= 0 && index < text.length() && Character.isLetter(text.charAt(index));
    }

    @SafeVarargs
    private static List<String> joined(List<String>... lists) {
        var all = new ArrayList<String>();
        for (List<String> list : lists) {
            all.addAll(list);
        }
        return all;
    }
}
