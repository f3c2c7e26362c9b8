package dev.weir.policy.detection;

import java.util.List;

/** The name of a JSON member as context for its value: {@code {"phone": "0901234567"}} says what the number is. */
final class KeyContext {

    private static final int MAX_KEY = 64;

    private static final KeywordAutomaton TELLING = new KeywordAutomaton(List.of(
            "pass",
            "pwd",
            "secret",
            "token",
            "key",
            "auth",
            "cred",
            "bearer",
            "tel",
            "phone",
            "mobile",
            "cell",
            "fax",
            "whatsapp",
            "thoai",
            "sdt",
            "ssn",
            "social",
            "mrn",
            "patient",
            "nhs",
            "bhyt",
            "medical",
            "insurance",
            "icd",
            "diagnos",
            "version",
            "kennwort",
            "haslo",
            "contact"));

    private KeyContext() {}

    /** Text to put before the value; empty where the key tells nothing. */
    static String of(String key) {
        if (key.isEmpty() || key.length() > MAX_KEY || !TELLING.occursIn(key)) {
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
