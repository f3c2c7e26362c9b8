package dev.weir.policy.detection;

import java.util.Locale;
import java.util.Set;

/** The name of a JSON member as context for its value: {@code {"phone": "0901234567"}} says what the number is. */
final class KeyContext {

    private static final int MAX_KEY = 64;

    /** Members whose value is what somebody wrote, not one field of a record. */
    private static final Set<String> PROSE = Set.of(
            "content",
            "text",
            "input",
            "prompt",
            "message",
            "messages",
            "instructions",
            "description",
            "query",
            "question",
            "answer",
            "system",
            "arguments",
            "output",
            "body",
            "developer",
            "input_text",
            "suffix",
            "note");

    private KeyContext() {}

    /** Text to put before the value; empty where the key tells nothing. */
    static String of(String key) {
        if (key.isEmpty() || key.length() > MAX_KEY || PROSE.contains(key.toLowerCase(Locale.ROOT))) {
            return "";
        }
        var words = new StringBuilder(key.length() + 8);
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (i > 0 && Character.isUpperCase(c) && Character.isLowerCase(key.charAt(i - 1))) {
                words.append(' ');
            }
            words.append(c);
        }
        return words.append(": ").toString();
    }
}
