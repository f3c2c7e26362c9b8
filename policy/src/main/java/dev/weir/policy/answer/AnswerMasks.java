package dev.weir.policy.answer;

import dev.weir.policy.detection.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The findings of an answer that are to be masked, by the string in which they lie. Not thread-safe. */
final class AnswerMasks {

    private static final Pattern CHOICE = Pattern.compile("/choices/\\d+");

    private final Map<String, List<Finding>> byPointer = new LinkedHashMap<>();
    private boolean inKeys;

    void add(Finding finding) {
        inKeys |= finding.place().isKey();
        byPointer
                .computeIfAbsent(finding.place().pointer(), _ -> new ArrayList<>())
                .add(finding);
    }

    boolean isEmpty() {
        return byPointer.isEmpty();
    }

    /**
     * Puts the masks into an answer, and takes out the log-probabilities that spell what they hide.
     *
     * @return whether all could be put there: keys and numbers can't be masked
     */
    boolean putInto(ObjectNode answer) {
        return !inKeys && byPointer.entrySet().stream().allMatch(mask -> put(answer, mask.getKey(), mask.getValue()));
    }

    private static boolean put(ObjectNode answer, String pointer, List<Finding> findings) {
        int slash = pointer.lastIndexOf('/');
        if (slash < 0 || !answer.at(pointer).isString()) {
            return false;
        }
        JsonNode parent = answer.at(pointer.substring(0, slash));
        String member = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        String text = AnswerText.masked(answer.at(pointer).stringValue(), findings);
        if (parent instanceof ObjectNode object) {
            object.put(member, text);
        } else if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(member), text);
        }
        Matcher choice = CHOICE.matcher(pointer);
        if (choice.lookingAt() && answer.at(choice.group()) instanceof ObjectNode object && object.has("logprobs")) {
            object.putNull("logprobs");
        }
        return true;
    }
}
