package dev.weir.policy.pseudonym;

import dev.weir.policy.pseudonym.SurrogateMatcher.Found;
import dev.weir.policy.pseudonym.SurrogateMatcher.Open;
import dev.weir.policy.pseudonym.SurrogateMatcher.Reading;
import java.util.regex.Pattern;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Restores surrogates in one stream of text, however it is cut into pieces. Holds back only what may be the beginning
 * of a surrogate in use, so never more than {@link Restorer#longestForm}. Not thread-safe.
 */
public final class StreamRestorer {

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(?:0|[1-9]\\d{0,40})(?:\\.\\d{1,40})?");

    private final SurrogateMatcher matcher;
    private final TextForm form;
    private final JsonLayer layer = new JsonLayer();
    private final PositionMap positions = new PositionMap();
    private String held = "";
    private Preceding preceding = Preceding.NOTHING;

    public StreamRestorer(Restorer restorer, TextForm form) {
        this.matcher = restorer.matcher();
        this.form = form;
    }

    /** The next piece in; out comes what is certain by now, possibly nothing. */
    public String push(String delta) {
        return delta.isEmpty() ? "" : advance(held.isEmpty() ? delta : held + delta, /* ended= */ false);
    }

    /** The end of the stream: what was held back comes out. */
    public String finish() {
        return held.isEmpty() ? "" : advance(held, /* ended= */ true);
    }

    boolean holdsBack() {
        return !held.isEmpty();
    }

    /** UTF-16 units held back now. */
    public int heldBack() {
        return held.length();
    }

    /** Where a code point of the stream as it came is in what was restored so far. */
    int restoredPosition(int codePoint) {
        return positions.restored(codePoint);
    }

    private String advance(String text, boolean ended) {
        if (matcher.longestForm() == 0) {
            return text;
        }
        Glyphs glyphs = Glyphs.of(text, form, ended);
        var certain = new StringBuilder(text.length() + 32);
        int at = 0;
        while (at < glyphs.size()) {
            boolean value = form == TextForm.JSON && layer.expectsValue();
            Reading reading = matcher.read(glyphs, at, preceding, value, ended);
            if (reading instanceof Open) {
                break;
            }
            if (reading instanceof Found found) {
                replace(glyphs, at, found, certain);
                at = found.end();
            } else {
                keep(glyphs, at, certain);
                at++;
            }
        }
        held = text.substring(glyphs.rawStart(at));
        return certain.toString();
    }

    private void keep(Glyphs glyphs, int at, StringBuilder certain) {
        int from = glyphs.rawStart(at);
        int to = glyphs.rawStart(at + 1);
        certain.append(glyphs.raw(), from, to);
        positions.kept(glyphs.raw(), from, to);
        preceding = preceding.then(glyphs.at(at));
        follow(glyphs.raw(), from, to);
    }

    private void replace(Glyphs glyphs, int at, Found found, StringBuilder certain) {
        int from = glyphs.rawStart(at);
        int to = glyphs.rawStart(found.end());
        boolean outside = form == TextForm.JSON && layer.isJson() && layer.depth() == 0;
        String by = form == TextForm.PLAIN ? found.entry().original() : json(found, outside);
        certain.append(by);
        positions.replaced(glyphs.raw(), from, to, by);
        preceding = preceding.then(glyphs.at(found.end() - 1));
        if (outside && !found.quoted()) {
            follow(by, 0, by.length());
        } else {
            follow(glyphs.raw(), from, to);
        }
    }

    private void follow(String raw, int from, int to) {
        if (form == TextForm.JSON) {
            for (int i = from; i < to; i++) {
                layer.accept(raw.charAt(i));
            }
        }
    }

    /** The value as it must be written here: escaped once for each string it lies in, in quotes outside of any. */
    private String json(Found found, boolean outside) {
        String value = found.entry().original();
        if (found.quoted()) {
            return value;
        }
        if (outside) {
            return JSON_NUMBER.matcher(value).matches() ? value : '"' + escape(value) + '"';
        }
        String escaped = value;
        for (int depth = Math.max(1, layer.depth()); depth > 0; depth--) {
            escaped = escape(escaped);
        }
        return escaped;
    }

    private static String escape(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(value));
    }
}
