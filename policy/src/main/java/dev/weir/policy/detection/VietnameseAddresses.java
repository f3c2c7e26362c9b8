package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * Vietnamese addresses: parts between commas, at least one of which names an administrative unit, from the house to the
 * province.
 */
final class VietnameseAddresses {

    private static final List<String> UNITS = List.of(
            "phường",
            "quận",
            "huyện",
            "xã",
            "thôn",
            "ấp",
            "tỉnh",
            "thành phố",
            "tp.",
            "tp",
            "đường",
            "ngõ",
            "ngách",
            "hẻm",
            "kiệt",
            "khu phố",
            "căn hộ",
            "tòa",
            "toà nhà",
            "chung cư",
            "thị xã",
            "thị trấn",
            "tổ",
            "số nhà",
            "khu đô thị",
            "phuong",
            "quan",
            "huyen",
            "thon",
            "tinh",
            "thanh pho",
            "duong",
            "hem",
            "khu pho",
            "can ho",
            "chung cu",
            "thi xa",
            "thi tran",
            "bản",
            "buôn",
            "đội",
            "kp.",
            "p.",
            "q.");
    private static final KeywordAutomaton AUTOMATON = new KeywordAutomaton(UNITS);
    private static final int MAX_PART = 48;
    private static final int MAX_PARTS = 7;
    private static final int MAX_TAIL = 2;

    private VietnameseAddresses() {}

    /** Receives each address. */
    @FunctionalInterface
    interface AddressConsumer {
        void found(int start, int end);
    }

    static void find(String text, AddressConsumer consumer) {
        var units = new ArrayList<int[]>();
        AUTOMATON.scan(text, (unit, start, end) -> {
            boolean begins = start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1));
            boolean ends = text.charAt(end - 1) == '.' || end == text.length() || !Character.isLetter(text.charAt(end));
            if (begins && ends) {
                units.add(new int[] {start, end});
            }
        });
        int done = 0;
        for (int u = 0; u < units.size(); u++) {
            int[] unit = units.get(u);
            if (unit[0] >= done && opensPart(text, unit[0]) && namesSomething(text, unit[1])) {
                int start = extendLeft(text, unit[0], done);
                int end = extendRight(text, unit[0], units, u);
                if (isAddress(text, start, end, unit[0])) {
                    consumer.found(start, end);
                    done = end;
                }
            }
        }
    }

    /** A unit counts where a part of an address begins: at the start, past a comma, or past a blank in lower case. */
    private static boolean opensPart(String text, int start) {
        return start == 0 || " ,:\"'(-\n".indexOf(text.charAt(start - 1)) >= 0;
    }

    /** A name or number follows the word for the unit. */
    private static boolean namesSomething(String text, int end) {
        int i = end;
        while (i < text.length() && i - end < 2 && text.charAt(i) == ' ') {
            i++;
        }
        return i < text.length() && (Character.isUpperCase(text.charAt(i)) || Character.isDigit(text.charAt(i)));
    }

    /** Takes in the parts before that begin with a house number, or the street that the number belongs to. */
    private static int extendLeft(String text, int start, int least) {
        int from = start;
        int comma = previousComma(text, start);
        if (comma > least) {
            int partStart = partStart(text, comma, least);
            int digit = firstDigitWord(text, partStart, comma);
            if (digit >= 0) {
                from = digit;
            }
        } else if (comma < 0) {
            int word = start - 1;
            while (word > least && word > start - 12 && text.charAt(word - 1) != ' ' && text.charAt(word - 1) != '\n') {
                word--;
            }
            boolean house = word >= least && word < start && Character.isDigit(text.charAt(word));
            from = house ? word : start;
        }
        return from;
    }

    private static int previousComma(String text, int start) {
        int i = start - 1;
        while (i > 0 && text.charAt(i) == ' ') {
            i--;
        }
        return i > 0 && text.charAt(i) == ',' ? i : -1;
    }

    private static int partStart(String text, int comma, int least) {
        int i = comma;
        while (i > least && comma - i < MAX_PART && ",;:.\"\n(".indexOf(text.charAt(i - 1)) < 0) {
            i--;
        }
        return i;
    }

    /** Where in a part the word with the house number begins. */
    private static int firstDigitWord(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean begins = i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1));
            if (begins && Character.isDigit(text.charAt(i))) {
                return text.startsWith("số ", Math.max(0, i - 3)) ? i - 3 : i;
            }
        }
        return -1;
    }

    private static int extendRight(String text, int start, List<int[]> units, int first) {
        int end = partEnd(text, start);
        int tail = 0;
        int next = first + 1;
        for (int part = 0; part < MAX_PARTS && end + 2 < text.length() && text.charAt(end) == ','; part++) {
            int from = end + 1;
            while (from < text.length() && text.charAt(from) == ' ') {
                from++;
            }
            int to = partEnd(text, from);
            while (next < units.size() && units.get(next)[0] < from) {
                next++;
            }
            boolean unit = next < units.size() && units.get(next)[0] == from;
            boolean place = from < to && isPlace(text, from, to);
            if (!unit && (!place || ++tail > MAX_TAIL)) {
                break;
            }
            end = to;
        }
        return end;
    }

    /** A part without a word for a unit: a few words with capitals. */
    private static boolean isPlace(String text, int from, int to) {
        boolean capitals = true;
        int words = 1;
        for (int i = from; i < to; i++) {
            boolean begins = i == from || text.charAt(i - 1) == ' ';
            words += i > from && begins ? 1 : 0;
            capitals &= !begins || Character.isUpperCase(text.charAt(i)) || Character.isDigit(text.charAt(i));
        }
        return capitals && words <= 4;
    }

    private static int partEnd(String text, int from) {
        int i = from;
        while (i < text.length()
                && i - from < MAX_PART
                && ",;\"\n)|".indexOf(text.charAt(i)) < 0
                && !isFullStop(text, i)) {
            i++;
        }
        return i;
    }

    private static boolean isFullStop(String text, int i) {
        char c = text.charAt(i);
        boolean inside = i + 2 < text.length() && (Character.isDigit(text.charAt(i + 1)) || isShort(text, i));
        return (c == '.' || c == '?' || c == '!') && !inside;
    }

    /** {@code TP.}, {@code P.} and {@code Q.} are abbreviations. */
    private static boolean isShort(String text, int dot) {
        int start = dot;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        return dot - start <= 2 && dot > start && Character.isUpperCase(text.charAt(start));
    }

    private static boolean isAddress(String text, int start, int end, int unit) {
        int commas = 0;
        boolean digit = false;
        for (int i = start; i < end; i++) {
            commas += text.charAt(i) == ',' ? 1 : 0;
            digit |= Character.isDigit(text.charAt(i));
        }
        return commas >= 2 || (commas >= 1 && (digit || start < unit));
    }
}
