package dev.weir.policy.detection;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Vietnamese names by structure: one of a closed list of family names, then one to four single syllables. */
final class VietnameseNames {

    private static final Set<String> SURE = withCapitals(NameWords.of("sure"));
    private static final Set<String> FAMILIES = families();
    private static final Pattern SYLLABLE = Pattern.compile(
            "(?i)(?:ngh|ng|nh|ph|th|tr|ch|gh|gi|kh|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?");
    private static final int MAX_SYLLABLES = 5;
    private static final int MAX_SYLLABLE = 7;

    private VietnameseNames() {}

    /** The name that begins with a family name here; {@link NameShape.Name#NONE} where none does. */
    static NameShape.Name at(String text, int start, int familyEnd) {
        String family = text.substring(start, familyEnd);
        if (!FAMILIES.contains(family)) {
            return NameShape.Name.NONE;
        }
        int end = familyEnd;
        int words = 1;
        boolean marked = isMarked(family);
        while (words < MAX_SYLLABLES && end < text.length() && text.charAt(end) == ' ') {
            int wordEnd = NameShape.wordEnd(text, end + 1);
            if (!isSyllable(text, end + 1, wordEnd)) {
                break;
            }
            marked |= isMarked(text.substring(end + 1, wordEnd));
            end = wordEnd;
            words++;
        }
        boolean enough = marked ? words >= 2 : words >= 3 && SURE.contains(family);
        return enough ? new NameShape.Name(start, end, words) : NameShape.Name.NONE;
    }

    private static Set<String> families() {
        var all = new HashSet<>(SURE);
        all.addAll(withCapitals(NameWords.of("vn")));
        return Set.copyOf(all);
    }

    private static Set<String> withCapitals(List<String> names) {
        var both = new HashSet<>(names);
        names.forEach(name -> both.add(name.toUpperCase(Locale.ROOT)));
        return Set.copyOf(both);
    }

    private static boolean isSyllable(String text, int start, int end) {
        return end - start >= 1
                && end - start <= MAX_SYLLABLE
                && Character.isUpperCase(text.charAt(start))
                && SYLLABLE.matcher(LetterFold.of(text.substring(start, end))).matches();
    }

    /** Whether there are letters that hardly any other language has. */
    private static boolean isMarked(String word) {
        return word.chars()
                .anyMatch(c -> (c >= 0x1EA0 && c <= 0x1EF9)
                        || "ăđơưĂĐƠƯâêôÂÊÔ".indexOf(c) >= 0
                        || "àáãèéìíòóõùúýÀÁÃÈÉÌÍÒÓÕÙÚÝ".indexOf(c) >= 0);
    }
}
