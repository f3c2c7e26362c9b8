package dev.weir.policy.detection;

import java.util.Set;

/** Reads words that have the shape of a person's name: capitals, initials, particles between them. */
final class NameShape {

    private static final int MAX_WORDS = 5;
    private static final int MAX_WORD = 30;
    private static final Set<String> STOP = NameWords.folded("stop", "phrase", "label", "title");
    private static final Set<String> PARTICLES = NameWords.folded("particle");

    private NameShape() {}

    /**
     * A stretch of words.
     *
     * @param words how many of them there are besides particles
     */
    record Name(int start, int end, int words) {
        static final Name NONE = new Name(0, 0, 0);
    }

    /** The capitalised name that begins here; {@link Name#NONE} where none does. */
    static Name forward(String text, int start) {
        int end = start;
        int words = 0;
        int at = start;
        while (words < MAX_WORDS) {
            int wordEnd = wordEnd(text, at);
            if (isCapitalised(text, at, wordEnd)) {
                words++;
                end = wordEnd + (isInitial(text, at, wordEnd) ? 1 : 0);
                at = end;
            } else if (words > 0 && isParticle(text, at, wordEnd)) {
                at = wordEnd;
            } else {
                break;
            }
            if (at >= text.length() || text.charAt(at) != ' ') {
                break;
            }
            at++;
        }
        return words == 0 ? Name.NONE : new Name(start, end, words);
    }

    /** The capitalised name that ends here. */
    static Name backward(String text, int end) {
        int start = end;
        int words = 0;
        int at = end;
        while (words < MAX_WORDS) {
            int from = at > 0 && text.charAt(at - 1) == '.' ? at - 1 : at;
            int wordStart = wordStart(text, from);
            if (from == at ? isCapitalised(text, wordStart, at) : isInitial(text, wordStart, from)) {
                words++;
                start = wordStart;
            } else if (words == 0 || from < at || !isParticle(text, wordStart, at)) {
                break;
            }
            if (wordStart == 0 || text.charAt(wordStart - 1) != ' ') {
                break;
            }
            at = wordStart - 1;
        }
        return words == 0 ? Name.NONE : new Name(start, end, words);
    }

    /** Two to four words in any case, up to where something other than words begins. */
    static Name anyCase(String text, int start) {
        int at = start;
        int words = 0;
        while (words < MAX_WORDS) {
            int wordEnd = wordEnd(text, at);
            if (wordEnd == at || isStop(text, at, wordEnd) || wordEnd - at > MAX_WORD) {
                return Name.NONE;
            }
            words++;
            at = wordEnd;
            if (at >= text.length()
                    || text.charAt(at) != ' '
                    || !Character.isLetter(at + 1 < text.length() ? text.charAt(at + 1) : ' ')) {
                break;
            }
            at++;
        }
        boolean delimited =
                at >= text.length() || ",;.(\"'\n|<}\t".indexOf(text.charAt(at)) >= 0 || text.startsWith(" (", at);
        return words >= 2 && words < MAX_WORDS && delimited ? new Name(start, at, words) : Name.NONE;
    }

    static boolean isStop(String text, int start, int end) {
        return STOP.contains(LetterFold.of(text.substring(start, end)));
    }

    static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length() && end - start <= MAX_WORD && isNamePart(text, end)) {
            end++;
        }
        return end;
    }

    static int wordStart(String text, int end) {
        int start = end;
        while (start > 0 && end - start <= MAX_WORD && isNamePart(text, start - 1)) {
            start--;
        }
        return start;
    }

    private static boolean isNamePart(String text, int i) {
        char c = text.charAt(i);
        boolean inner = (c == '-' || c == '\'' || c == '\u2019')
                && i > 0
                && i + 1 < text.length()
                && Character.isLetter(text.charAt(i - 1))
                && Character.isLetter(text.charAt(i + 1));
        return Character.isLetter(c) || inner;
    }

    static boolean isCapitalised(String text, int start, int end) {
        if (end <= start || !Character.isUpperCase(text.charAt(start)) || end - start > MAX_WORD) {
            return false;
        }
        boolean goesOn = end < text.length() && (Characters.isDigit(text.charAt(end)) || text.charAt(end) == '_');
        if (goesOn) {
            return false;
        }
        boolean single = end - start == 1;
        boolean possessive = end - start > 2 && text.startsWith("'s", end - 2);
        return (!single || isInitial(text, start, end)) && !possessive && !isStop(text, start, end);
    }

    private static boolean isInitial(String text, int start, int end) {
        return end - start == 1
                && end < text.length()
                && text.charAt(end) == '.'
                && Character.isUpperCase(text.charAt(start));
    }

    private static boolean isParticle(String text, int start, int end) {
        return end > start && PARTICLES.contains(LetterFold.of(text.substring(start, end)));
    }
}
