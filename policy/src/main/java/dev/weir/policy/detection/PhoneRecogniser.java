package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Telephone numbers. Stretches of digits that look dialled are cut out first, then judged by {@link PhoneNumbers}.
 * A plain row of digits counts only where its context, its length and its first digit say so: years, amounts and
 * identifiers are rows of digits too.
 */
final class PhoneRecogniser implements EntityRecogniser {

    private static final int MIN_DIGITS = 7;
    private static final int MAX_DIGITS = 15;
    private static final int MAX_LENGTH = 32;
    /** Past this many numbers one text is a list of numbers: judging each would only cost time. */
    private static final int MAX_JUDGED = 2_000;

    private static final ContextWords CONTEXT = new ContextWords(
            40,
            List.of(
                    "tel",
                    "tél",
                    "phone",
                    "phones",
                    "telephone",
                    "telefon",
                    "telefone",
                    "telefono",
                    "teléfono",
                    "téléphone",
                    "mobile",
                    "mobil",
                    "móvil",
                    "movil",
                    "cell",
                    "cellphone",
                    "fax",
                    "whatsapp",
                    "sms",
                    "handy",
                    "gsm",
                    "zalo",
                    "viber",
                    "hotline",
                    "call",
                    "dial",
                    "text",
                    "sđt",
                    "sdt",
                    "đt",
                    "điện thoại",
                    "dien thoai",
                    "dien_thoai",
                    "đien thoai",
                    "dienthoai",
                    "gọi",
                    "gsm",
                    "rückfragen",
                    "rufnummer",
                    "numéro de portable",
                    "telephone number",
                    "phone number",
                    "us number",
                    "cn number",
                    "numer",
                    "cep no",
                    "telepono",
                    "contact number",
                    "msisdn",
                    "answering",
                    "reach me",
                    "ring me"));

    @Override
    public String name() {
        return "phone";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.PHONE);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        boolean alone = LoneValues.isOnlyValues(text);
        int judged = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!startsNumber(text, i)) {
                continue;
            }
            Stretch stretch = stretch(text, i);
            if (stretch.digits < MIN_DIGITS) {
                i = Math.max(i, stretch.firstEnd() - 1);
                continue;
            }
            judged++;
            int end = judge(text, i, stretch, judged > MAX_JUDGED, found);
            if (end < 0 && alone && PhoneNumbers.isNationalSomewhere(Characters.digits(text, i, stretch.lastEnd()))) {
                end = stretch.lastEnd();
                found.add(new Match(StandardEntities.PHONE, i, end, 0.4, name(), "valid number and nothing else"));
            }
            i = Math.max(i, (end > 0 ? end : stretch.firstEnd()) - 1);
        }
        return found;
    }

    /** Digits with single separators, from a start: where each group of digits ends. */
    private record Stretch(List<Integer> groupEnds, int digits) {
        int firstEnd() {
            return groupEnds.isEmpty() ? 0 : groupEnds.getFirst();
        }

        int lastEnd() {
            return groupEnds.isEmpty() ? 0 : groupEnds.getLast();
        }
    }

    private static boolean startsNumber(String text, int i) {
        char c = text.charAt(i);
        if (!Characters.isDigit(c)
                && ((c != '+' && c != '(') || i + 1 >= text.length() || !isInside(text.charAt(i + 1)))) {
            return false;
        }
        if (i == 0) {
            return true;
        }
        char before = text.charAt(i - 1);
        boolean glued = (Characters.isWord(before) && !Characters.isTokenStart(text, i))
                || ("_@#$€£.+".indexOf(before) >= 0 && (before != '.' || Characters.isWordAt(text, i - 2)));
        boolean inside = (before == '-' || before == '/') && Characters.isWordAt(text, i - 2);
        return !glued && !inside;
    }

    private static boolean isInside(char c) {
        return Characters.isDigit(c) || c == '(' || c == '+';
    }

    private static Stretch stretch(String text, int start) {
        var ends = new ArrayList<Integer>();
        int digits = 0;
        int gap = 0;
        for (int i = start; i < text.length() && i - start < MAX_LENGTH && digits <= MAX_DIGITS; i++) {
            char c = text.charAt(i);
            if (Characters.isDigit(c)) {
                digits++;
                gap = 0;
                if (!Characters.isDigitAt(text, i + 1)) {
                    ends.add(i + 1);
                }
            } else if (" .-/()+".indexOf(c) < 0 || ++gap > 2 || (c == '+' && i > start + 1)) {
                break;
            }
        }
        return new Stretch(ends, digits);
    }

    /** Tries the groups of a stretch from longest to shortest; the end of what was found, or -1. */
    private int judge(String text, int start, Stretch stretch, boolean flooded, List<Match> found) {
        boolean context = CONTEXT.precede(text, start);
        List<Integer> ends = stretch.groupEnds;
        for (int g = ends.size() - 1; g >= 0; g--) {
            int end = ends.get(g);
            String digits = Characters.digits(text, start, end);
            if (digits.length() < MIN_DIGITS) {
                return -1;
            }
            if (digits.length() > MAX_DIGITS || !endsHere(text, end, g > 0)) {
                continue;
            }
            double score = flooded ? 0.4 : PhoneNumbers.score(text.substring(start, end), digits, g + 1, context);
            if (score > 0) {
                int last = extensionEnd(text, end);
                String why = context ? "valid number, context names a telephone" : "valid number";
                found.add(new Match(StandardEntities.PHONE, start, last, score, name(), why));
                return last;
            }
        }
        return -1;
    }

    private static boolean endsHere(String text, int end, boolean grouped) {
        if (end >= text.length()) {
            return true;
        }
        char c = text.charAt(end);
        boolean goesOn = "-.:/".indexOf(c) >= 0
                && (grouped ? Characters.isDigitAt(text, end + 1) : Characters.isWordAt(text, end + 1));
        return c == 'x' || (!Characters.isWord(c) && c != '_' && c != '%' && !goesOn);
    }

    /** {@code x123}, {@code ext. 123}: belongs to the number. */
    private static int extensionEnd(String text, int end) {
        int i = end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
        int word = text.startsWith("ext.", i) ? 4 : text.startsWith("ext", i) ? 3 : text.startsWith("x", i) ? 1 : 0;
        if (word == 0) {
            return end;
        }
        int digit = i + word + (text.startsWith(" ", i + word) ? 1 : 0);
        int last = digit;
        while (last - digit < 6 && Characters.isDigitAt(text, last)) {
            last++;
        }
        return last > digit ? last : end;
    }
}
