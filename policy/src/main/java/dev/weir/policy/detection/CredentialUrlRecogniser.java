package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** URLs with a user and a password (RFC 3986 userinfo), as database connection strings have them. */
final class CredentialUrlRecogniser implements EntityRecogniser {

    private static final Pattern USERINFO = Pattern.compile("://([^\\s:/@\"'<>{}\\[\\]?#]{0,80}):([^\\s/\"'<>]{1,120})@"
            + "([\\p{L}\\p{N}._-]{1,120}|\\[[0-9a-fA-F:]{2,45}\\])(?::\\d{1,5})?(?![\\p{L}\\p{N}])");
    private static final int MAX_SCHEME = 24;
    private static final int MAX_LENGTH = 360;

    @Override
    public String name() {
        return "credential-url";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.CREDENTIAL_URL);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (int i = text.indexOf("://"); i >= 0; i = text.indexOf("://", i + 3)) {
            Matcher matcher = USERINFO.matcher(text).region(i, Math.min(text.length(), i + MAX_LENGTH));
            matcher.useTransparentBounds(true);
            if (matcher.lookingAt() && !SecretValues.isStandIn(matcher.group(2))) {
                found.add(new Match(
                        StandardEntities.CREDENTIAL_URL,
                        schemeStart(text, i),
                        matcher.end(),
                        0.9,
                        name(),
                        "URL with a password"));
            }
        }
        return found;
    }

    private static int schemeStart(String text, int colon) {
        int start = colon;
        while (start > 0 && colon - start < MAX_SCHEME && isScheme(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isScheme(char c) {
        return Characters.isAlphanumeric(c) || c == '+' || c == '-' || c == '.';
    }
}
