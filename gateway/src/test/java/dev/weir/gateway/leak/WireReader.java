package dev.weir.gateway.leak;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what arrived as somebody who wants to know: every string, key and number, decoded in every way we know, down to
 * letters and digits alone. Shares nothing with the detector, whose work it judges.
 */
final class WireReader {

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}={0,2}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final Pattern REFERENCE = Pattern.compile("&#(\\d{1,6});");
    private static final String LOOK_ALIKES = "асеорху";
    private static final String LATIN = "aceopxy";
    private static final int MIN_HALF = 8;

    private final Set<String> seen = new HashSet<>();
    private final Set<String> read = new HashSet<>();

    private WireReader() {}

    /** Whether a secret, or either half of a long one, can be read from a body. */
    static boolean reveals(String body, String secret) {
        WireReader reader = new WireReader();
        reader.read(body);
        String wanted = bare(secret);
        return reader.contains(wanted)
                || (wanted.length() >= 2 * MIN_HALF
                        && (reader.contains(wanted.substring(0, wanted.length() / 2))
                                || reader.contains(wanted.substring(wanted.length() / 2))));
    }

    private boolean contains(String wanted) {
        return read.stream().anyMatch(text -> text.contains(wanted));
    }

    private void read(String body) {
        Deque<String> open = new ArrayDeque<>();
        open.add(body);
        while (!open.isEmpty()) {
            String text = open.remove();
            if (seen.add(text)) {
                read.add(bare(text));
                parse(text, open);
                decode(text, open);
            }
        }
    }

    private static void parse(String text, Deque<String> found) {
        if (text.indexOf('"') < 0) {
            return;
        }
        try {
            StringBuilder all = new StringBuilder();
            collect(JsonMapper.shared().readTree(text), found, all);
            found.add(all.toString());
        } catch (JacksonException e) {
            // No JSON: it is read as text alone.
        }
    }

    private static void collect(JsonNode node, Deque<String> found, StringBuilder texts) {
        if (node.isContainer()) {
            node.properties().forEach(member -> found.add(member.getKey()));
            node.forEach(child -> collect(child, found, texts));
            JsonNode part = node.path("text");
            texts.append(part.isString() ? part.stringValue() : "");
        } else if (!node.isNull()) {
            found.add(node.asString());
        }
    }

    private static void decode(String text, Deque<String> found) {
        found.add(ESCAPE.matcher(text).replaceAll(match -> character(Integer.parseInt(match.group(1), 16))));
        found.add(REFERENCE.matcher(text).replaceAll(match -> character(Integer.parseInt(match.group(1)))));
        try {
            found.add(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // No percent-encoding.
        }
        BASE64.matcher(text).results().map(MatchResult::group).forEach(run -> unpack(run, found));
    }

    private static String character(int codePoint) {
        return Matcher.quoteReplacement(Character.toString(codePoint));
    }

    private static void unpack(String run, Deque<String> found) {
        String standard = run.replace('-', '+').replace('_', '/').replace("=", "");
        try {
            byte[] bytes = Base64.getDecoder().decode(standard);
            found.add(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            // No text in base64.
        }
    }

    /** Letters and digits alone, compatible forms folded, look-alikes as what they look like. */
    private static String bare(String text) {
        StringBuilder bare = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(c -> {
                    int at = c < 0x10000 ? LOOK_ALIKES.indexOf(c) : -1;
                    if (at >= 0) {
                        bare.append(LATIN.charAt(at));
                    } else if (Character.isLetterOrDigit(c)) {
                        bare.appendCodePoint(c);
                    }
                });
        return bare.toString();
    }
}
