package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Passwords, tokens and keys that the name they are assigned to gives away: {@code db_password = "..."}. */
final class AssignedSecretRecogniser implements EntityRecogniser {

    private static final List<String> PASSWORDS = List.of(
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "pwd",
            "passwort",
            "kennwort",
            "mot de passe",
            "contraseña",
            "mật khẩu",
            "mat khau",
            "wachtwoord",
            "hasło");
    private static final List<String> STRONG = List.of(
            "secret",
            "api_key",
            "api-key",
            "apikey",
            "api key",
            "access_key",
            "access-key",
            "accesskey",
            "access key",
            "secret_key",
            "secretkey",
            "auth_token",
            "access_token",
            "accesstoken",
            "client_secret",
            "private_key",
            "authorization",
            "bearer",
            "account_key",
            "accountkey",
            "account key",
            "encryption_key",
            "signing_key",
            "session_key");
    private static final List<String> WEAK =
            List.of("token", "key", "auth", "credential", "credentials", "pass", "access");

    private static final int LONG_VALUE = 64;

    private static final List<String> KEYWORDS =
            Stream.of(PASSWORDS, STRONG, WEAK).flatMap(List::stream).toList();
    private static final KeywordAutomaton AUTOMATON = new KeywordAutomaton(KEYWORDS);

    /** From the end of the keyword: rest of the name, operator, quote, value. */
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z0-9_-]{0,40}+)[\"'`\\])]{0,2}+[ \\t]{0,4}+"
            + "(=>|:=|={1,3}|:|\\|\\||,(?=\\s?[\"'])|(?<=[ \\t])(?:is|are|was|ist|est|es|là)(?=[ \\t])|(?<=[ \\t])|>)[ \\t]{0,4}+"
            + "(?:[bru]?([\"'`])|)(?:(?i:bearer|basic|token)\\s{1,2}+)?([^\\s\"'`,;<>)}\\]]{5,512}+)");

    /** Names that end so hold something about a secret, not the secret. */
    private static final Pattern HARMLESS_REST = Pattern.compile(
            "(?i)(?:s|.*(?:_|-)?(?:name|id|ids|type|count|length|len|size|path|file|url|uri|dir|version|policy|field|limit|label|expir\\w*|ttl|ref|hash|word|board|pair|space|store|code|frame|chain|ring|str|chars|charset|alphabet|vault_?name|tab|tag|desc|description|hint))");

    private static final Pattern HARMLESS_LEAD = Pattern.compile(
            "(?i).*(?:csrf|xsrf|public|foreign|primary|cache|sort|partition|idempotency|publishable|hot|short)[_-]?$");

    @Override
    public String name() {
        return "assigned-secret";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.GENERIC_SECRET);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        var readUntil = new int[1];
        AUTOMATON.scan(text, (keyword, start, end) -> {
            if (start >= readUntil[0] && isName(text, keyword, start, end)) {
                readUntil[0] = match(text, keyword, end, found);
            }
        });
        return found;
    }

    private static boolean isName(String text, int keyword, int start, int end) {
        boolean wordGoesOn = end < text.length()
                && Character.isLowerCase(text.charAt(end))
                && !Character.isUpperCase(text.charAt(end - 1));
        if (wordGoesOn) {
            return false;
        }
        boolean weak = keyword >= PASSWORDS.size() + STRONG.size();
        boolean insideWord = Characters.isWordAt(text, start - 1)
                && Character.isUpperCase(text.charAt(start)) == Character.isUpperCase(text.charAt(start - 1));
        String lead = text.substring(Math.max(0, start - 14), start);
        boolean patternGroup = lead.contains("(?P<") || lead.contains("(?<");
        return !patternGroup
                && !(weak && insideWord && KEYWORDS.get(keyword).length() < 5)
                && !HARMLESS_LEAD.matcher(lead).matches();
    }

    /**
     * Where the next name may begin: long values aren't read again for the names inside them. Names may overlap, as
     * {@code PASS} and {@code PASSWORD} do.
     */
    private int match(String text, int keyword, int end, List<Match> found) {
        Matcher matcher = ASSIGNMENT.matcher(text).region(end, Math.min(text.length(), end + 640));
        matcher.useTransparentBounds(true);
        if (!matcher.lookingAt() || HARMLESS_REST.matcher(matcher.group(1)).matches()) {
            return 0;
        }
        int start = matcher.start(4);
        int last = trimmedEnd(text, start, matcher.end(4), matcher.group(3) == null);
        String value = text.substring(start, last);
        boolean called = (last < text.length() && text.charAt(last) == '(') || text.startsWith("...", last);
        boolean explicit = !matcher.group(2).isBlank();
        if (!called && isSecret(keyword, value, explicit, matcher.group(2).contains("="))) {
            found.add(new Match(
                    StandardEntities.GENERIC_SECRET, start, last, 0.7, name(), "value of a name for secrets"));
        }
        return value.length() > LONG_VALUE ? last : 0;
    }

    private static boolean isSecret(int keyword, String value, boolean explicit, boolean assigned) {
        if (!explicit) {
            return value.length() >= 20 && SecretValues.isRandom(value) && !SecretValues.isUuid(value);
        }
        if (keyword < PASSWORDS.size()) {
            return SecretValues.isPassword(value) || (assigned && SecretValues.isWeakPassword(value));
        }
        boolean strong = keyword < PASSWORDS.size() + STRONG.size();
        boolean token = keyword == PASSWORDS.size() + STRONG.size();
        return SecretValues.isUuid(value) ? strong || token : SecretValues.isRandom(value);
    }

    /** A full stop ends the sentence, not the value. */
    private static int trimmedEnd(String text, int start, int end, boolean bare) {
        int last = end;
        while (bare && last > start && ".!?:\\".indexOf(text.charAt(last - 1)) >= 0) {
            last--;
        }
        return last;
    }
}
