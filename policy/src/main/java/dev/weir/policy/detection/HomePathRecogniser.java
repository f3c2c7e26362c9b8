package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Paths below somebody's home folder: they name the account, and their folders often the employer or the project.
 * Accounts that many machines have ({@code /home/ubuntu}) tell nothing and are left alone.
 */
final class HomePathRecogniser implements EntityRecogniser {

    private static final String SLASH = "/";
    private static final String BACKSLASH = "\\";
    /** In program text. */
    private static final String ESCAPED = "\\\\";

    private static final List<Root> ROOTS = List.of(
            new Root("/home/", SLASH),
            new Root("/Users/", SLASH),
            new Root("\\Users\\", BACKSLASH),
            new Root("\\Documents and Settings\\", BACKSLASH),
            new Root("\\\\Users\\\\", ESCAPED));

    private static final Set<String> EVERYWHERE = Set.of("""
            user users username user_name your_username your-username yourusername yourname your_name
            your-name your you me name public default shared root admin administrator ubuntu debian centos
            fedora runner runneradmin node app apps ec2-user vagrant docker jenkins git www www-data web pi
            coder vscode codespace linuxbrew test tester sandbox guest demo example foo bar myuser
            some_user someuser postgres mysql hadoop spark airflow jovyan kali steam oracle nginx deploy
            dev developer student page index home login
            """.strip().split("\\s+"));

    private static final String ENDS_NAME = ":*?\"<>|'`“”";
    /** One letter of these is a placeholder. */
    private static final char LAST_OF_ASCII = 0x7F;

    private static final int MAX_NAME = 100;
    private static final int MAX_NAMES = 32;
    private static final int MAX_BLANKS = 4;
    private static final int MAX_EXTENSION = 5;

    /** Where homes are. */
    private record Root(String marker, String separator) {}

    @Override
    public String name() {
        return "home-path";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.HOME_PATH);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (Root root : ROOTS) {
            int done = 0;
            for (int i = text.indexOf(root.marker); i >= 0; i = text.indexOf(root.marker, Math.max(done, i + 1))) {
                int start = start(text, i, root);
                int end = start < 0 ? -1 : end(text, i + root.marker.length(), root.separator);
                if (end > 0) {
                    found.add(new Match(
                            StandardEntities.HOME_PATH, start, end, 0.85, name(), "path below somebody's home folder"));
                    done = end;
                }
            }
        }
        return found;
    }

    /** Where the path begins; -1 where this is a part of another path or of an address on the web. */
    private static int start(String text, int root, Root kind) {
        int drive = root - 2;
        boolean hasDrive = drive >= 0
                && text.charAt(drive + 1) == ':'
                && Characters.isAsciiLetter(text.charAt(drive))
                && Characters.isTokenStart(text, drive);
        if (hasDrive) {
            return drive;
        }
        boolean free = root == 0
                || (!Characters.isWord(text.charAt(root - 1)) && "/.-_~$}%".indexOf(text.charAt(root - 1)) < 0)
                || text.startsWith("file://", root - "file://".length());
        return kind.separator.equals(SLASH) && free ? root : -1;
    }

    /** Where the path ends; -1 where it names nobody. */
    private static int end(String text, int account, String separator) {
        int end = name(text, account, separator);
        boolean goesOn = text.startsWith(separator, end);
        if (!namesSomebody(text.substring(account, end)) || (separator.equals(SLASH) && !goesOn)) {
            return -1;
        }
        for (int names = 0; goesOn && names < MAX_NAMES; names++) {
            end = name(text, end + separator.length(), separator);
            goesOn = text.startsWith(separator, end);
        }
        while (".,;!)]}".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static boolean namesSomebody(String account) {
        return (account.length() > 1 || account.chars().allMatch(c -> c > LAST_OF_ASCII))
                && account.chars().anyMatch(Character::isLetter)
                && account.chars().noneMatch(c -> "{}()[]$%#=,;&+".indexOf(c) >= 0)
                && !EVERYWHERE.contains(account.toLowerCase(Locale.ROOT));
    }

    /**
     * The end of one name. On Windows it may hold blanks where another name or the ending of a file follows; anything
     * else that follows a blank is the sentence around the path.
     */
    private static int name(String text, int from, String separator) {
        int limit = Math.min(text.length(), from + MAX_NAME);
        int blank = -1;
        int blanks = 0;
        int i = from;
        for (; i < limit && isOfName(text.charAt(i), separator); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                blank = blank < 0 ? i : blank;
                if (separator.equals(SLASH) || ++blanks > MAX_BLANKS) {
                    return blank;
                }
            } else if (blank >= 0 && isExtension(text, i)) {
                return extensionEnd(text, i);
            }
        }
        return blank < 0 || text.startsWith(separator, i) ? i : blank;
    }

    private static boolean isOfName(char c, String separator) {
        return c != separator.charAt(0) && c >= ' ' && ENDS_NAME.indexOf(c) < 0;
    }

    private static boolean isExtension(String text, int dot) {
        int end = extensionEnd(text, dot);
        return text.charAt(dot) == '.' && end > dot + 1 && end <= dot + 1 + MAX_EXTENSION;
    }

    private static int extensionEnd(String text, int dot) {
        int end = dot + 1;
        while (end < text.length() && end <= dot + 1 + MAX_EXTENSION && Characters.isAlphanumeric(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
