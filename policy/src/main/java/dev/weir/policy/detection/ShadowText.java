package dev.weir.policy.detection;

import java.text.Normalizer;

/**
 * The text as a reader would take it: invisible characters gone, digits and letters that only look different made
 * plain. Recognisers read the shadow; findings point into the original.
 */
public final class ShadowText {

    /** Cyrillic and Greek letters that look like Latin ones, in pairs: look-alike, Latin. */
    private static final String LOOK_ALIKES =
            "аaеeоoрpсcуyхxіiјjѕsԁdһhԛqԝwвbкkмmнhтtгrпnАAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSԌG"
                    + "αaοoρpνvιiκkτtυuχxΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXıiɑaɡgℓlոnսuցgһhӏl";

    /** Above this code point nothing is plain. */
    private static final int ASCII_END = 128;

    private ShadowText() {}

    /** A text as a reader would take it. */
    public static String of(String text) {
        return of(TextView.of(text)).text();
    }

    /** The shadow of a view; the view itself where it is plain already. */
    static TextView of(TextView view) {
        String text = view.text();
        if (isPlain(text)) {
            return view;
        }
        var shadow = new TextView.Builder(view);
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            addShadow(shadow, codePoint, i, next);
            i = next;
        }
        return shadow.build();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= ASCII_END) {
                return false;
            }
        }
        return true;
    }

    private static void addShadow(TextView.Builder shadow, int codePoint, int from, int to) {
        if (codePoint < ASCII_END) {
            shadow.add((char) codePoint, from, to);
            return;
        }
        if (isInvisible(codePoint)) {
            return;
        }
        String plain = plain(codePoint);
        for (int i = 0; i < plain.length(); i++) {
            shadow.add(plain.charAt(i), from, to);
        }
    }

    private static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.FORMAT
                || codePoint == 0x034F
                || codePoint == 0x115F
                || codePoint == 0x3164
                || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0x0300 && codePoint <= 0x036F);
    }

    private static String plain(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.DECIMAL_DIGIT_NUMBER) {
            return String.valueOf((char) ('0' + Character.digit(codePoint, 10)));
        }
        if (type == Character.SPACE_SEPARATOR) {
            return " ";
        }
        if (type == Character.DASH_PUNCTUATION || codePoint == 0x2212) {
            return "-";
        }
        int lookAlike = codePoint < 0x10000 ? LOOK_ALIKES.indexOf(codePoint) : -1;
        if (lookAlike >= 0 && lookAlike % 2 == 0) {
            return LOOK_ALIKES.substring(lookAlike + 1, lookAlike + 2);
        }
        if (codePoint == 0x3002 || codePoint == 0x2024 || codePoint == 0xFF61) {
            return ".";
        }
        return compatible(codePoint);
    }

    /** Full-width, mathematical and circled forms become what they stand for; letters with accents stay one unit. */
    private static String compatible(int codePoint) {
        String own = Character.toString(codePoint);
        if (codePoint < 0x2000) {
            return own;
        }
        String compatible = Normalizer.normalize(own, Normalizer.Form.NFKC);
        return compatible.chars().allMatch(c -> c < ASCII_END) ? compatible : own;
    }
}
