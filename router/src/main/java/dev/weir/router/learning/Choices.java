package dev.weir.router.learning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answers that a question offers. The routing data holds them as Python writes them: a list of strings, or a
 * dictionary of a list of texts and one of labels.
 *
 * @param labels empty where the choices have none, and then letters count from A
 */
record Choices(List<String> texts, List<String> labels) {

    Choices {
        texts = List.copyOf(texts);
        labels = List.copyOf(labels);
    }

    /** The place of the right one; none where gold names no choice. */
    Optional<Integer> place(String gold) {
        int place = labels.isEmpty() ? (gold.length() == 1 ? gold.charAt(0) - 'A' : -1) : labels.indexOf(gold);
        return Optional.of(place).filter(found -> found >= 0 && found < texts.size());
    }

    /** Reads the strings of a literal; what isn't one gives no choices. */
    static Choices parse(String literal) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        List<String> open = new ArrayList<>();
        boolean inList = false;
        String name = "";
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c == '[') {
                inList = true;
                open = lists.computeIfAbsent(name, _ -> new ArrayList<>());
            } else if (c == ']') {
                inList = false;
            } else if (c == '\'' || c == '"') {
                int end = end(literal, i);
                String text = unescaped(literal.substring(i + 1, end));
                if (inList) {
                    open.add(text);
                } else {
                    name = text;
                }
                i = end;
            }
        }
        List<String> none = List.of();
        return lists.containsKey("text")
                ? new Choices(
                        lists.getOrDefault("text", none),
                        lists.getOrDefault("label", lists.getOrDefault("labels", none)))
                : new Choices(lists.getOrDefault("", none), none);
    }

    /** Where the string ends that starts at a quote. */
    private static int end(String literal, int start) {
        int end = start + 1;
        while (end < literal.length() && literal.charAt(end) != literal.charAt(start)) {
            end += literal.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end, literal.length());
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n")
                .replace("\\'", "'")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }
}
