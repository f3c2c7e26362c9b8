package dev.weir.policy.answer;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The text of one field of a streamed answer: how much of it has come, and how much of that is judged. Judges from time
 * to time, what has come since together with what stands before it; ends each judged stretch where nothing found goes on
 * and where a word ends, with enough behind it to tell what it belongs to. Not thread-safe.
 *
 * <p>Design: a finding is judged once, when the stretch that holds its end is. A value can't be cut in two as long as
 * what makes it one is seen with it: {@link #CONTEXT} characters before it and {@link #LOOK_AHEAD} after, or
 * {@link #LOOK_AHEAD_LINE} where a line or sentence has ended. A finding that began in what is judged already counts
 * with the stretch in which it ends.
 */
final class FieldText {

    /** UTF-16 units before a stretch that are judged with it. */
    static final int CONTEXT = 240;
    /** UTF-16 units that must follow a stretch which ends between two words. */
    static final int LOOK_AHEAD = 100;
    /** UTF-16 units that must follow a stretch which ends with a sentence or line. */
    static final int LOOK_AHEAD_LINE = 40;
    /** New UTF-16 units that are worth another look where somebody waits for it. */
    static final int STEP = 48;
    /** The same where nobody does. */
    static final int UNHURRIED_STEP = 1000;
    /** From here on scripts write words without blanks between them. */
    private static final char UNSPACED = 0x0E00;

    private final StringBuilder text = new StringBuilder();
    private final Function<String, Inspection> inspector;
    private final int step;
    private final boolean onlyWhole;
    private int judged;
    private int lastLook;

    /**
     * @param step new UTF-16 units before it is looked at again
     * @param onlyWhole whether it is judged at its end alone: JSON says in names what a value is
     */
    FieldText(Function<String, Inspection> inspector, int step, boolean onlyWhole) {
        this.inspector = inspector;
        this.step = step;
        this.onlyWhole = onlyWhole;
    }

    /**
     * What one look came to.
     *
     * @param findings in the stretch newly judged; places are those in the whole field
     * @param complete whether all of it could be inspected
     */
    record Look(List<Finding> findings, boolean complete) {}

    /** Adds what has come; gives where it begins in the field. */
    int append(String more) {
        int start = text.length();
        text.append(more);
        return start;
    }

    /** Everything before this is judged. */
    int judged() {
        return judged;
    }

    /** A stretch of the field. */
    String text(int from, int to) {
        return text.substring(Math.max(0, from), Math.min(to, text.length()));
    }

    /** Judges what can be judged by now; empty if nothing can. */
    Optional<Look> look(boolean ended) {
        if (judged == text.length() || !(ended || isDue())) {
            return Optional.empty();
        }
        int end = ended ? text.length() : boundary();
        if (end <= judged) {
            return Optional.empty();
        }
        lastLook = text.length();
        int from = onlyWhole ? 0 : contextStart();
        Inspection inspection = inspector.apply(text.substring(from));
        List<Finding> found = new ArrayList<>();
        for (Finding finding : inspection.findings()) {
            found.add(moved(finding, from));
        }
        end = ended ? end : beforeWhatGoesOn(found, end);
        if (end <= judged) {
            return Optional.empty();
        }
        int upTo = end;
        List<Finding> own = found.stream()
                .filter(finding -> finding.end() > judged && finding.end() <= upTo)
                .toList();
        judged = end;
        return Optional.of(new Look(own, inspection instanceof Inspection.Complete));
    }

    private boolean isDue() {
        return !onlyWhole && text.length() - Math.max(judged, lastLook) >= step;
    }

    /** Begins with a word, so that no half of one is taken for something. */
    private int contextStart() {
        int from = Math.max(0, judged - CONTEXT);
        while (from > 0 && from < judged && !isBoundary(from)) {
            from++;
        }
        return from;
    }

    /** The last place at which a stretch may end by now. */
    private int boundary() {
        int last = text.length() - LOOK_AHEAD_LINE;
        int lastBetweenWords = text.length() - LOOK_AHEAD;
        for (int at = last; at > judged; at--) {
            if (isBoundary(at) && (at <= lastBetweenWords || endsLine(at))) {
                return at;
            }
        }
        return judged;
    }

    private static int beforeWhatGoesOn(List<Finding> found, int boundary) {
        int end = boundary;
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Finding finding : found) {
                if (finding.start() < end && finding.end() > end) {
                    end = finding.start();
                    moved = true;
                }
            }
        }
        return end;
    }

    private boolean isBoundary(int at) {
        char before = text.charAt(at - 1);
        char after = text.charAt(at);
        return Character.isWhitespace(before)
                || Character.isWhitespace(after)
                || (before >= UNSPACED
                        && !Character.isSurrogate(before)
                        && after >= UNSPACED
                        && !Character.isSurrogate(after));
    }

    /** Whether a line or sentence has ended here. */
    private boolean endsLine(int at) {
        char before = text.charAt(at - 1);
        char after = text.charAt(at);
        return before == '\n' || (after == ' ' && ".!?".indexOf(before) >= 0);
    }

    private static Finding moved(Finding finding, int by) {
        return new Finding(
                finding.entity(),
                finding.place(),
                finding.start() + by,
                finding.end() + by,
                finding.score(),
                finding.recogniser(),
                finding.explanation(),
                finding.alternatives());
    }
}
