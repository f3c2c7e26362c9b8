package dev.weir.policy.pseudonym;

/**
 * Restores placeholders in one stream of text, however it is cut into pieces. Holds back only what may be the beginning
 * of a placeholder in use, so never more than one less than the longest of them. Not thread-safe.
 */
public final class StreamRestorer {

    private final Restorer restorer;
    private final TextForm form;
    private String held = "";

    public StreamRestorer(Restorer restorer, TextForm form) {
        this.restorer = restorer;
        this.form = form;
    }

    /** The next piece in; out comes what is certain by now, possibly nothing. */
    public String push(String delta) {
        if (held.isEmpty() && delta.indexOf('[') < 0) {
            return delta;
        }
        String text = held + delta;
        held = "";
        var certain = new StringBuilder(text.length() + 32);
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('[', at);
            if (open < 0) {
                certain.append(text, at, text.length());
                break;
            }
            certain.append(text, at, open);
            if (isCutOff(text, open)) {
                held = text.substring(open);
                break;
            }
            at = appendAt(text, open, certain);
        }
        return certain.toString();
    }

    /** The end of the stream: what was held back comes out as it is. */
    public String finish() {
        String rest = held;
        held = "";
        return rest;
    }

    boolean holdsBack() {
        return !held.isEmpty();
    }

    private boolean isCutOff(String text, int open) {
        boolean closed = text.indexOf(']', open) >= 0;
        return !closed && text.length() - open < restorer.longest() && restorer.isBeginning(text.substring(open));
    }

    /** Appends what stands for the text from a bracket on, and says where to go on reading. */
    private int appendAt(String text, int open, StringBuilder certain) {
        int close = text.indexOf(']', open);
        if (close >= 0 && close - open < restorer.longest()) {
            String original = restorer.original(text.substring(open, close + 1), form);
            if (original != null) {
                certain.append(original);
                return close + 1;
            }
        }
        certain.append('[');
        return open + 1;
    }
}
