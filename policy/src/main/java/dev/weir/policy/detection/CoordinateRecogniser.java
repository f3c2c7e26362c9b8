package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Places on earth as latitude and longitude: decimal degrees with four digits or more, or degrees and minutes. */
final class CoordinateRecogniser implements EntityRecogniser {

    private static final String DECIMAL = "-?\\d{1,3}\\.\\d{4,10}°?(?:\\s?[NSEW](?!\\p{L}))?";
    private static final Pattern PAIR =
            Pattern.compile(DECIMAL + "\\s?[,;/ ]\\s?(?:(?i:lon(?:gitude)?|lng)\\s?[:=]?\\s?)?" + DECIMAL);
    private static final Pattern DEGREES = Pattern.compile(
            "\\d{1,3}°\\s?\\d{1,2}['′](?:\\s?\\d{1,2}(?:\\.\\d{1,4})?[\"″])?\\s?[NS][,;]?\\s?\\d{1,3}°\\s?\\d{1,2}['′](?:\\s?\\d{1,2}(?:\\.\\d{1,4})?[\"″])?\\s?[EW]");
    private static final int MAX_LENGTH = 56;

    @Override
    public String name() {
        return "coordinates";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.COORDINATES);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (int i = 1; i + 6 < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '.' && Characters.isDigitAt(text, i + 4)) || c == '°') {
                int start = numberStart(text, i);
                var matcher = (c == '.' ? PAIR : DEGREES)
                        .matcher(text)
                        .region(start, Math.min(text.length(), start + MAX_LENGTH));
                if (start < i
                        && !Characters.isWordAt(text, start - 1)
                        && matcher.lookingAt()
                        && isOnEarth(text, start)) {
                    found.add(new Match(
                            StandardEntities.COORDINATES,
                            start,
                            matcher.end(),
                            0.75,
                            name(),
                            "latitude and longitude"));
                    i = matcher.end();
                }
            }
        }
        return found;
    }

    private static int numberStart(String text, int end) {
        int start = end;
        while (start > 0 && end - start < 3 && Characters.isDigit(text.charAt(start - 1))) {
            start--;
        }
        return start > 0 && start < end && text.charAt(start - 1) == '-' ? start - 1 : start;
    }

    private static boolean isOnEarth(String text, int start) {
        int i = text.charAt(start) == '-' ? start + 1 : start;
        int degrees = 0;
        while (Characters.isDigitAt(text, i)) {
            degrees = degrees * 10 + text.charAt(i) - '0';
            i++;
        }
        return degrees <= 180;
    }
}
