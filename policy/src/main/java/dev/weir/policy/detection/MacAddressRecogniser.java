package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Hardware addresses (IEEE 802): six pairs with colons or dashes, or three groups of four with dots. */
final class MacAddressRecogniser implements EntityRecogniser {

    private static final Pattern FORM = Pattern.compile(
            "[0-9A-Fa-f]{2}([:-])[0-9A-Fa-f]{2}(?:\\1[0-9A-Fa-f]{2}){4}|[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}");
    private static final int LENGTH = 17;
    private static final int BROADCAST = 1;

    @Override
    public String name() {
        return "mac-address";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.MAC_ADDRESS);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (int i = 2; i + 9 < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ':' && c != '-' && c != '.') {
                continue;
            }
            int start = c == '.' ? i - 4 : i - 2;
            if (start >= 0 && isHead(text, start, i)) {
                var matcher = FORM.matcher(text).region(start, Math.min(text.length(), start + LENGTH));
                if (matcher.lookingAt() && stands(text, start, matcher.end())) {
                    found.add(new Match(
                            StandardEntities.MAC_ADDRESS, start, matcher.end(), 0.9, name(), "form of the address"));
                    i = matcher.end();
                }
            }
        }
        return found;
    }

    private static boolean isHead(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean stands(String text, int start, int end) {
        boolean begins =
                Characters.isTokenStart(text, start) && (start == 0 || ":-.".indexOf(text.charAt(start - 1)) < 0);
        boolean ends = !Characters.isWordAt(text, end)
                && (end >= text.length() || ":-".indexOf(text.charAt(end)) < 0 || !Characters.isWordAt(text, end + 1));
        long different = text.substring(start, end)
                .chars()
                .filter(Character::isLetterOrDigit)
                .map(Character::toUpperCase)
                .distinct()
                .count();
        return begins && ends && different > BROADCAST;
    }
}
