package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** E-mail addresses (RFC 5322 in the forms people use, RFC 6531 letters included), by their at sign. */
final class EmailRecogniser implements EntityRecogniser {

    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 253;
    /** Last labels that are file names, {@code logo@2x.png} for instance. */
    private static final Set<String> FILE_ENDINGS =
            Set.of("png", "jpg", "jpeg", "gif", "svg", "webp", "css", "json", "html", "xml", "txt", "js", "jsx", "tsx");

    @Override
    public String name() {
        return "email";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.EMAIL);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = localStart(text, at);
            int end = domainEnd(text, at + 1);
            if (start < at && end > 0 && !isGitRemote(text, start, at, end)) {
                found.add(new Match(StandardEntities.EMAIL, start, end, 0.95, name(), "address with a valid domain"));
            }
        }
        return found;
    }

    private static int localStart(String text, int at) {
        int start = at;
        while (start > 0 && at - start < MAX_LOCAL && isLocal(text.charAt(start - 1))) {
            start--;
        }
        while (start < at && !Characters.isWord(text.charAt(start)) && text.charAt(start) != '_') {
            start++;
        }
        boolean escape = start > 0 && text.charAt(start - 1) == '\\' && "nrt".indexOf(text.charAt(start)) >= 0;
        return escape && start + 1 < at ? start + 1 : start;
    }

    private static boolean isLocal(char c) {
        return Characters.isWord(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-' || c == '\'';
    }

    /** Where the domain ends, or -1 where there is none that could be registered. */
    static int domainEnd(String text, int from) {
        int limit = Math.min(text.length(), from + MAX_DOMAIN);
        int labelStart = from;
        int lastDot = -1;
        int end = -1;
        int i = from;
        for (; i <= limit; i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (i < limit && (Characters.isWord(c) || c == '-')) {
                continue;
            }
            if (i == labelStart || text.charAt(labelStart) == '-') {
                break;
            }
            if (lastDot >= 0 && isTopLevel(text, lastDot + 1, i)) {
                end = i;
            }
            if (c != '.') {
                break;
            }
            lastDot = i;
            labelStart = i + 1;
        }
        return end;
    }

    private static boolean isTopLevel(String text, int start, int end) {
        if (end - start < 2 || end - start > 63) {
            return false;
        }
        String label = text.substring(start, end).toLowerCase(Locale.ROOT);
        return label.startsWith("xn--")
                || (label.chars().allMatch(Character::isLetter) && !FILE_ENDINGS.contains(label));
    }

    /** {@code git@github.com:owner/name} names a repository, not a person. */
    private static boolean isGitRemote(String text, int start, int at, int end) {
        return at - start == 3 && text.startsWith("git@", start) && end < text.length() && text.charAt(end) == ':';
    }
}
