package dev.weir.policy.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A difference for people to read. */
public final class PolicyDiffText {
    private static final String INDENT = "    ";

    private PolicyDiffText() {}

    /** Lines: one sentence for the whole, then each change with what was and what is. */
    public static List<String> lines(PolicyDiff diff) {
        if (diff.isEmpty()) {
            return List.of("no semantic change");
        }
        List<String> lines = new ArrayList<>();
        int count = diff.changes().size();
        lines.add(count
                + (count == 1 ? " change, " : " changes, ")
                + (count == 1 ? "which " : "which together ")
                + plural(diff.bearing(), count));
        diff.changes().forEach(change -> lines.addAll(lines(change)));
        return lines;
    }

    private static List<String> lines(PolicyChange change) {
        boolean isChange = change.before().isPresent() && change.after().isPresent();
        String sign = isChange ? "~" : change.after().isPresent() ? "+" : "-";
        String what = (change.part().name().toLowerCase(Locale.ROOT) + " " + change.subject()).strip();
        String aspect = change.aspect().isEmpty() ? "" : ", " + change.aspect();
        List<String> lines = new ArrayList<>();
        lines.add(sign + " " + what + aspect + "  (" + change.bearing().written() + ")");
        if (change.part() != PolicyChange.Part.TEST && change.part() != PolicyChange.Part.PACK) {
            change.before().ifPresent(text -> lines.add(INDENT + "- " + oneLine(text)));
            change.after().ifPresent(text -> lines.add(INDENT + "+ " + oneLine(text)));
        }
        return lines;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\n\\s*", " ");
    }

    private static String plural(Bearing bearing, int count) {
        return bearing == Bearing.NONE && count > 1 ? "change no verdict" : bearing.written();
    }
}
