package dev.weir.policy.detection;

/**
 * Cuts long base64 runs that aren't text, images and sound for instance, out of what recognisers read: in a megabyte of
 * noise any short pattern turns up by chance. Keys in PEM stay: their lines are short, and what follows a dash is kept.
 */
final class BinaryRuns {

    private static final int MIN_RUN = 256;

    private BinaryRuns() {}

    static TextView cut(TextView view) {
        String text = view.text();
        if (text.length() < MIN_RUN) {
            return view;
        }
        TextView.Builder kept = null;
        int copied = 0;
        for (int i = 0; i < text.length(); ) {
            int end = EncodedRuns.runEnd(text, i);
            if (end - i >= MIN_RUN && isBinary(text, i, end)) {
                kept = kept == null ? new TextView.Builder(view) : kept;
                kept.copy(copied, i);
                // A break stands for the run, so that what was apart stays apart.
                kept.add('\n', i, end);
                copied = end;
            }
            i = end + 1;
        }
        if (kept == null) {
            return view;
        }
        kept.copy(copied, text.length());
        return kept.build();
    }

    private static boolean isBinary(String text, int start, int end) {
        boolean standardAlphabet = false;
        boolean urlAlphabet = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            standardAlphabet |= c == '+' || c == '/';
            urlAlphabet |= c == '-' || c == '_';
        }
        boolean armoured = text.startsWith("-----", start) || (start > 0 && text.charAt(start - 1) == '-');
        return standardAlphabet
                && !urlAlphabet
                && !armoured
                && EncodedRuns.decode(text.substring(start, end)).isEmpty();
    }
}
