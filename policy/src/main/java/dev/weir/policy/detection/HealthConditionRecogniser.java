package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What somebody suffers from, where a text says so about a person: {@code was diagnosed with ...}. A question about a
 * disease is no finding.
 */
final class HealthConditionRecogniser implements EntityRecogniser {

    private static final List<String> LEADS = List.of(
            "diagnosed with",
            "diagnosis of",
            "suffers from",
            "suffering from",
            "was treated for",
            "being treated for",
            "medical history of",
            "family history of",
            "has a history of",
            "had a history of",
            "with a history of",
            "tested positive for",
            "patient presents with",
            "patient presented with",
            "admitted for",
            "admitted with",
            "allergic to",
            "was prescribed",
            "been prescribed",
            "is prescribed",
            "is currently taking",
            "am currently taking",
            "diagnosis:",
            "diagnoses:",
            "clinical assessment:",
            "medical condition:",
            "health condition:",
            "medication:",
            "diagnose:",
            "leidet an",
            "leidet unter",
            "erkrankt an",
            "diagnostiziert mit",
            "souffre de",
            "souffre d'",
            "diagnostic medical:",
            "diagnostic:",
            "diagnostique avec",
            "diagnostiquee avec",
            "atteint de",
            "atteinte de",
            "diagnosticado de",
            "diagnosticada de",
            "diagnosticado con",
            "diagnosticada con",
            "padece de",
            "padece",
            "sufre de",
            "diagnostico:",
            "affetto da",
            "affetta da",
            "soffre di",
            "diagnosi di",
            "gediagnosticeerd met",
            "lijdt aan",
            "choruje na",
            "cierpi na",
            "rozpoznanie:",
            "chan doan",
            "duoc chan doan",
            "mac benh",
            "bi benh",
            "dieu tri benh",
            "tien su benh",
            "tien su mac");
    private static final KeywordAutomaton AUTOMATON = KeywordAutomaton.ignoringAccents(LEADS);
    private static final Set<String> ENDS = Set.of(
            "and", "or", "but", "who", "which", "in", "on", "at", "since", "by", "for", "from", "last", "und", "seit",
            "et", "depuis", "y", "desde", "e", "da", "en", "sinds", "od", "va", "tu", "dia", "ngay", "two", "this",
            "after", "with");
    private static final Set<String> STARTS =
            Set.of("a", "an", "the", "eine", "einen", "un", "une", "una", "een", "la", "benh");
    private static final int MAX_WORDS = 5;
    private static final int MAX_WORD = 30;

    @Override
    public String name() {
        return "health-condition";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.HEALTH_CONDITION);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        AUTOMATON.scan(text, (lead, start, end) -> {
            boolean whole = start == 0 || !Character.isLetter(text.charAt(start - 1));
            int at = end;
            while (whole && at < text.length() && at - end < 3 && " :\t".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            if (whole && (at > end || text.charAt(end - 1) == '\'')) {
                addFrom(text, at, found);
            }
        });
        return found;
    }

    private void addFrom(String text, int from, List<Match> found) {
        int start = from;
        int end = from;
        int at = from;
        for (int words = 0; words < MAX_WORDS; words++) {
            int wordEnd = wordEnd(text, at);
            String word = wordEnd - at > MAX_WORD ? "" : LetterFold.of(text.substring(at, wordEnd));
            if (word.isEmpty() || ENDS.contains(word)) {
                break;
            }
            if (end == start && STARTS.contains(word)) {
                start = Math.min(text.length(), wordEnd + 1);
                wordEnd = start - 1;
            }
            end = Math.max(start, wordEnd);
            if (wordEnd >= text.length() || text.charAt(wordEnd) != ' ') {
                break;
            }
            at = wordEnd + 1;
        }
        if (end - start >= 3) {
            found.add(new Match(
                    StandardEntities.HEALTH_CONDITION, start, end, 0.7, name(), "a word of diagnosis before it"));
        }
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length()
                && end - from <= MAX_WORD
                && (Characters.isWord(text.charAt(end)) || text.charAt(end) == '-')) {
            end++;
        }
        return end;
    }
}
