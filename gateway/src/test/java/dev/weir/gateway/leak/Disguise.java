package dev.weir.gateway.leak;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** The ways in which a value hides in a string. */
enum Disguise {
    PLAIN,
    JSON_IN_STRING,
    JSON_IN_JSON_IN_STRING,
    JSON_ESCAPES,
    ESCAPES_IN_JSON_IN_STRING,
    PERCENT,
    PERCENT_TWICE,
    CHARACTER_REFERENCES,
    BASE64,
    BASE64_URL,
    DATA_URL,
    DATA_URL_PERCENT,
    ZERO_WIDTH,
    SOFT_HYPHENS,
    LOOK_ALIKES,
    FULL_WIDTH,
    COMBINING_MARKS,
    DIGITS_APART,
    DIGITS_DOTTED;

    private static final String LATIN = "aceopxy";
    private static final String CYRILLIC = "асеорху";

    String of(Canary canary) {
        return switch (this) {
            case PLAIN -> canary.text();
            case JSON_IN_STRING -> json(Map.of("note", canary.text()));
            case JSON_IN_JSON_IN_STRING -> json(Map.of("outer", json(Map.of("note", canary.text()))));
            case JSON_ESCAPES -> canary.with(each(canary.secret(), 3, c -> "\\u%04x".formatted((int) c)));
            case ESCAPES_IN_JSON_IN_STRING ->
                "{\"note\":\"" + each(canary.text(), 1, c -> "\\u%04x".formatted((int) c)) + "\"}";
            case PERCENT -> URLEncoder.encode(canary.text(), StandardCharsets.UTF_8);
            case PERCENT_TWICE ->
                URLEncoder.encode(URLEncoder.encode(canary.text(), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            case CHARACTER_REFERENCES -> canary.with(each(canary.secret(), 2, c -> "&#" + (int) c + ";"));
            case BASE64 -> "see " + Base64.getEncoder().encodeToString(bytes(canary));
            case BASE64_URL -> "see " + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(canary));
            case DATA_URL -> "data:text/plain;base64," + Base64.getEncoder().encodeToString(bytes(canary));
            case DATA_URL_PERCENT ->
                "data:text/plain,"
                        + URLEncoder.encode(canary.text(), StandardCharsets.UTF_8)
                                .replace("+", "%20");
            case ZERO_WIDTH -> canary.with(each(canary.secret(), 2, c -> c + "\u200b"));
            case SOFT_HYPHENS -> canary.with(each(canary.secret(), 4, c -> c + "\u00ad"));
            case LOOK_ALIKES -> canary.with(each(canary.secret(), 1, Disguise::cyrillic));
            case FULL_WIDTH -> canary.with(each(canary.secret(), 1, Disguise::fullWidth));
            case COMBINING_MARKS -> canary.with(each(canary.secret(), 2, c -> c + "\u0336"));
            case DIGITS_APART -> canary.with(apart(canary, " "));
            case DIGITS_DOTTED -> canary.with(apart(canary, "."));
        };
    }

    private static String json(Map<String, String> members) {
        return JsonMapper.shared().writeValueAsString(members);
    }

    private static byte[] bytes(Canary canary) {
        return canary.text().getBytes(StandardCharsets.UTF_8);
    }

    private static String each(String text, int step, Function<Character, String> change) {
        return IntStream.range(0, text.length())
                .mapToObj(i -> i % step == step / 2 ? change.apply(text.charAt(i)) : text.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    /** A number that is one by its check digits, however it is grouped. */
    private static String apart(Canary canary, String gap) {
        return canary.entity().equals("CREDIT_CARD")
                ? each(canary.secret().replaceAll("\\D", ""), 1, c -> c + gap).strip()
                : canary.secret();
    }

    private static String cyrillic(char latin) {
        int at = LATIN.indexOf(latin);
        return String.valueOf(at < 0 ? latin : CYRILLIC.charAt(at));
    }

    private static String fullWidth(char ascii) {
        return String.valueOf(ascii > ' ' && ascii <= '~' ? (char) (ascii - '!' + '！') : ascii);
    }
}
