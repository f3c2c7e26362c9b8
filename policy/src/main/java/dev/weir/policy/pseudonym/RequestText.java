package dev.weir.policy.pseudonym;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** All that a request says, to make sure that no surrogate says the same. Not thread-safe. */
final class RequestText {

    private static final int LONGEST_CODE = 26;

    private final StringBuilder text = new StringBuilder();
    private final Set<String> codes = new HashSet<>();
    private String upper = "";

    static RequestText of(JsonNode body) {
        var text = new RequestText();
        text.collect(body);
        text.collectCodes();
        return text;
    }

    /** Whether some placeholder in the request ends in this code. */
    boolean hasCode(String code) {
        return codes.contains(code);
    }

    /** Whether a surrogate, or the characters of it that count, occurs somewhere. */
    boolean says(String surrogate) {
        if (upper.isEmpty()) {
            upper = text.toString().toUpperCase(Locale.ROOT);
        }
        String wanted = surrogate.toUpperCase(Locale.ROOT);
        return upper.contains(wanted) || upper.contains(DigitLayout.symbols(wanted));
    }

    private void collect(JsonNode node) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                text.append(member.getKey()).append('\n');
                collect(member.getValue());
            }
        } else if (node.isArray()) {
            node.forEach(this::collect);
        } else {
            text.append(node.asString("")).append('\n');
        }
    }

    private void collectCodes() {
        for (int i = text.indexOf("_"); i >= 0; i = text.indexOf("_", i + 1)) {
            int end = i + 1;
            while (end < text.length() && end - i <= LONGEST_CODE && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            codes.add(text.substring(i + 1, end).toUpperCase(Locale.ROOT));
        }
    }
}
