package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Private keys in PEM (RFC 7468), OpenSSH and PGP armour, whole or cut off. */
final class PrivateKeyRecogniser implements EntityRecogniser {

    private static final String BEGIN = "-----BEGIN ";
    private static final Pattern HEADER = Pattern.compile("-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----");
    private static final Pattern FOOTER = Pattern.compile("-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----");
    private static final int MAX_LINE = 90;
    private static final int MIN_BODY = 24;
    /** What stands in a body besides base64: line ends, also escaped or quoted, and header lines. */
    private static final String FILLERS = "+/= \t\r\n\\\",:;.'";

    @Override
    public String name() {
        return "private-key";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.PRIVATE_KEY);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (int i = text.indexOf(BEGIN); i >= 0; i = text.indexOf(BEGIN, i + BEGIN.length())) {
            var header = HEADER.matcher(text).region(i, Math.min(text.length(), i + MAX_LINE));
            if (!header.lookingAt()) {
                continue;
            }
            int body = bodyEnd(text, header.end());
            if (body - header.end() >= MIN_BODY) {
                var footer = FOOTER.matcher(text).region(body, Math.min(text.length(), body + MAX_LINE));
                int end = footer.lookingAt() ? footer.end() : body;
                found.add(new Match(StandardEntities.PRIVATE_KEY, i, end, 0.99, name(), "header of a private key"));
            }
        }
        return found;
    }

    private static int bodyEnd(String text, int from) {
        int i = from;
        while (i < text.length() && isBody(text, i)) {
            i++;
        }
        return i;
    }

    private static boolean isBody(String text, int i) {
        char c = text.charAt(i);
        boolean dashInHeaderLine = c == '-' && !text.startsWith("-----", i);
        return Characters.isAlphanumeric(c) || FILLERS.indexOf(c) >= 0 || dashInHeaderLine;
    }
}
